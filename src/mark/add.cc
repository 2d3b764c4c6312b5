// SPDX-License-Identifier: Apache-2.0
// add.cc — from an asset to a marked one: what is said, where the store goes, the hash over the rest, the signature.
#include "dau/mark/add.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.h"
#include "base/certificate.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/sign.h"
#include "dau/mark/verify.h"
#include "mark/binding.h"
#include "mark/check.h"
#include "mark/cose.h"
#include "mark/profile.h"

namespace dau::mark {
namespace {
using cbor::Value;

constexpr std::string_view kTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";
constexpr int kMaxTries = 400;

struct Assertion {
  std::string label;
  Value value;       // CBOR
  std::string json;  // or, where it is not empty, JSON
};

// What stays the same while the place of the store is sought.
struct Plan {
  ClaimKey key;
  std::vector<std::string> chain;
  std::string manifest;         // label
  std::vector<Assertion> said;  // all assertions but the binding, in the order of the claim
  std::string old_manifests;    // boxes of the store that was there
  std::string title, instance;
  std::string version;
};

Result<std::string> make_uuid() {
  DAU_TRY(auto random, random_32());
  random[6] = (random[6] & std::byte{0x0F}) | std::byte{0x40};
  random[8] = (random[8] & std::byte{0x3F}) | std::byte{0x80};
  std::string out;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += fmt::format("{:02x}", std::to_integer<unsigned>(random[i]));
  }
  return out;
}

Result<std::string> source_type_of(const AddOptions& options) {
  std::string_view given = options.source_type;
  if (given.empty())
    given = options.origin == Origin::created ? "trainedAlgorithmicMedia" : "compositeWithTrainedAlgorithmicMedia";
  if (given.find(':') != std::string_view::npos) return std::string(given);
  if (given == "trainedAlgorithmicData") return "http://c2pa.org/digitalsourcetype/" + std::string(given);
  if (given.empty() ||
      given.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos)
    return Error{Errc::invalid_argument, "not a source type of IPTC", "source_type"};
  return std::string(kTypes) + std::string(given);
}

// A hashed URI of an assertion, as a claim and an action have it.
Value hashed_uri(const std::string& path, std::string_view content) {
  return cbor::map({{"url", cbor::text("self#jumbf=" + path)},
                    {"hash", cbor::bytes(digest_of(DigestKind::sha256, as_bytes(content)))}});
}

std::string assertion_box(const Assertion& one) {
  if (!one.json.empty()) return make_superbox(box_uuid("json"), one.label, make_box("json", one.json));
  return make_superbox(box_uuid("cbor"), one.label, make_box("cbor", cbor::encode(one.value)));
}

Value reference_to(const Assertion& one) {
  return hashed_uri("c2pa.assertions/" + one.label, assertion_box(one).substr(8));
}

// What the checks of the ingredient found, for whoever checks it again (validationResults).
Value results_of(const Report& report) {
  Value success = cbor::array();
  Value informational = cbor::array();
  Value failure = cbor::array();
  for (const Status& one : report.statuses) {
    Value entry = cbor::map({{"code", cbor::text(one.code)}});
    if (!one.where.empty()) entry.set("url", cbor::text(one.where));
    const bool untrusted = one.code == "signingCredential.untrusted";
    if (!one.explanation.empty() && one.kind != StatusKind::success)
      entry.set("explanation", cbor::text(one.explanation));
    (one.kind == StatusKind::success                ? success
     : one.kind == StatusKind::failure || untrusted ? failure
                                                    : informational)
        .items.push_back(std::move(entry));
  }
  return cbor::map({{"activeManifest", cbor::map({{"success", std::move(success)},
                                                  {"informational", std::move(informational)},
                                                  {"failure", std::move(failure)}})}});
}

// The asset as it was: an ingredient, with its manifest where it has one.
Result<Assertion> make_parent(std::string_view asset, const std::string& name, Format format,
                              std::string_view old_store, std::optional<std::string_view> old_sidecar,
                              const std::string& title, Plan& plan) {
  Value value = cbor::map({{"relationship", cbor::text("parentOf")},
                           {"dc:title", cbor::text(title)},
                           {"dc:format", cbor::text(media_type(format, asset, name))}});
  if (!old_store.empty()) {
    const auto store = read_store(old_store, "manifest store");
    const Box* last = nullptr;
    if (store)
      for (const Box& child : store->children)
        if (child.is_super() && manifest_kind(child) != ManifestKind::other) last = &child;
    const Box* const signature = last == nullptr ? nullptr : last->child("c2pa.signature");
    if (signature != nullptr) {
      for (const Box& child : store->children) plan.old_manifests += child.whole;
      DAU_TRY(const Report report, verify(asset, name, old_sidecar));
      const std::string uri = uri_of(last->label).substr(std::string_view("self#jumbf=").size());
      value.set("activeManifest", hashed_uri(uri, last->content));
      value.set("claimSignature", hashed_uri(uri + "/c2pa.signature", signature->content));
      value.set("validationResults", results_of(report));
    }
  }
  return Assertion{"c2pa.ingredient.v3", std::move(value), {}};
}

Value action(std::string_view name, const std::string& when) {
  return cbor::map({{"action", cbor::text(name)}, {"when", cbor::tagged(0, cbor::text(when))}});
}

void describe(Value& act, const AddOptions& options, const std::string& source_type) {
  act.set("digitalSourceType", cbor::text(source_type));
  if (!options.system.empty()) act.set("softwareAgent", cbor::map({{"name", cbor::text(options.system)}}));
  if (!options.description.empty()) act.set("description", cbor::text(options.description));
}

Assertion make_actions(const AddOptions& options, const std::string& source_type, const std::string& when,
                       const Assertion* parent) {
  Value list = cbor::array();
  if (parent == nullptr) {
    Value created = action("c2pa.created", when);
    describe(created, options, source_type);
    list.items.push_back(std::move(created));
  } else {
    Value opened = action("c2pa.opened", when);
    opened.set("parameters", cbor::map({{"ingredients", cbor::array({reference_to(*parent)})}}));
    Value edited = action("c2pa.edited", when);
    describe(edited, options, source_type);
    list.items.push_back(std::move(opened));
    list.items.push_back(std::move(edited));
  }
  return {
      "c2pa.actions.v2", cbor::map({{"actions", std::move(list)}, {"allActionsIncluded", cbor::boolean(true)}}), {}};
}

Assertion make_disclosure(const AddOptions& options) {
  Value value = cbor::map({{"modelType", cbor::text("c2pa.types.model")}});
  if (!options.model_name.empty()) value.set("modelName", cbor::text(options.model_name));
  if (!options.model_id.empty()) value.set("modelIdentifier", cbor::text(options.model_id));
  if (!options.oversight.empty())
    value.set("contentProfile", cbor::map({{"humanOversightLevel", cbor::text(options.oversight)}}));
  return Assertion{"c2pa.ai-disclosure", std::move(value), {}};
}

// What media type a text is of (C2PA 2.4 wants it told for texts).
Assertion make_metadata(const std::string& type) {
  const json::Value value = {{"@context", {{"dc", "http://purl.org/dc/elements/1.1/"}}}, {"dc:format", type}};
  return {"c2pa.metadata", {}, json::dump(value)};
}

bool is_text(Format format) {
  return format == Format::html || format == Format::structured_text || format == Format::plain_text;
}

// Certificates for x5chain: leaf first, no root.
Result<std::vector<std::string>> read_chain(const AddOptions& options, const ClaimKey& key) {
  DAU_TRY(const std::vector<Certificate> certificates, Certificate::from_pem(options.chain_pem, options.chain_name));
  if (!key.belongs_to(certificates.front()))
    return Error{Errc::invalid_argument, "the first certificate is not the key's", options.chain_name};
  const auto faults = certificates.front().signer_faults();
  if (!faults.empty())
    return Error{Errc::invalid_argument, "the signer's certificate cannot sign claims: " + faults.front(),
                 options.chain_name};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < certificates.size(); ++i)
    if (i == 0 || !certificates[i].is_self_signed()) out.push_back(certificates[i].der());
  return out;
}

std::string make_claim(const Plan& plan, const std::vector<Assertion>& assertions) {
  Value created = cbor::array();
  for (const Assertion& one : assertions) created.items.push_back(reference_to(one));
  Value info = cbor::map({{"name", cbor::text("dau")}, {"specVersion", cbor::text("2.4.0")}});
  if (!plan.version.empty()) info.set("version", cbor::text(plan.version));
  return cbor::encode(cbor::map({{"instanceID", cbor::text("xmp:iid:" + plan.instance)},
                                 {"claim_generator_info", std::move(info)},
                                 {"signature", cbor::text(uri_of(plan.manifest, "c2pa.signature"))},
                                 {"created_assertions", std::move(created)},
                                 {"dc:title", cbor::text(plan.title)},
                                 {"alg", cbor::text("sha256")}}));
}

std::string make_store(const Plan& plan, const std::vector<Assertion>& assertions, const std::string& claim,
                       const std::string& cose) {
  std::string boxes;
  for (const Assertion& one : assertions) boxes += assertion_box(one);
  const std::string manifest =
      make_superbox(box_uuid("c2ma"), plan.manifest,
                    make_superbox(box_uuid("c2as"), "c2pa.assertions", boxes) +
                        make_superbox(box_uuid("c2cl"), "c2pa.claim.v2", make_box("cbor", claim)) +
                        make_superbox(box_uuid("c2cs"), "c2pa.signature", make_box("cbor", cose)));
  return make_superbox(box_uuid("c2pa"), "c2pa", plan.old_manifests + manifest);
}

// The whole store for a binding; without a signature, of the same size.
Result<std::string> build(const Plan& plan, Value binding, bool bmff, bool sign) {
  std::vector<Assertion> assertions{{bmff ? "c2pa.hash.bmff.v3" : "c2pa.hash.data", std::move(binding), {}}};
  assertions.insert(assertions.end(), plan.said.begin(), plan.said.end());
  const std::string claim = make_claim(plan, assertions);
  const std::string protected_bytes = protected_header(plan.key.algorithm(), plan.chain);
  std::string signature(plan.key.signature_size(), '\0');
  if (sign) {
    DAU_TRY(signature, plan.key.sign(as_bytes(to_be_signed(protected_bytes, claim))));
  }
  return make_store(plan, assertions, claim, make_cose(protected_bytes, signature));
}

// A binding of the right size whose hash is not known yet.
Value placeholder(const Layout& layout, bool bmff, std::size_t pad) {
  if (bmff) {
    Layout none;
    none.unit_size = layout.unit_size;
    return make_bmff_hash(none);
  }
  Layout where;  // as far away, and as large; nothing to hash
  where.unit_size = layout.unit_size;
  Value out = make_data_hash(where, Format::other, false, pad);
  for (std::size_t i = 0; i + 1 < out.items.size(); i += 2)
    if (out.items[i].string() == "exclusions")
      out.items[i + 1] = cbor::array({cbor::map({{"start", cbor::unsigned_number(layout.unit_begin())},
                                                 {"length", cbor::unsigned_number(layout.unit_size)}})});
  return out;
}
}  // namespace

struct Marked::Body {
  Layout layout;
  std::vector<std::string_view> parts;
  std::string unit, store, manifest;
  bool sidecar = false;
};

Marked::Marked(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Marked::Marked(Marked&&) noexcept = default;
Marked& Marked::operator=(Marked&&) noexcept = default;
Marked::~Marked() = default;
const std::vector<std::string_view>& Marked::parts() const { return body_->parts; }
const std::string& Marked::store() const { return body_->store; }
const std::string& Marked::manifest() const { return body_->manifest; }
bool Marked::sidecar() const { return body_->sidecar; }

std::string Marked::asset() const {
  std::string out;
  for (const std::string_view part : body_->parts) out += part;
  return out;
}

namespace {
void finish(Marked::Body& body, const Container& container) {
  body.unit = container.make_unit(body.store, body.layout);
  body.parts = body.layout.before;
  body.parts.emplace_back(body.unit);
  body.parts.insert(body.parts.end(), body.layout.after.begin(), body.layout.after.end());
  std::erase_if(body.parts, [](std::string_view part) { return part.empty(); });
}

// The size of the store hangs on where it stands (numbers of one byte or of five), and where it stands on its size:
// a few rounds settle both.
Result<void> embed(Marked::Body& body, const Plan& plan, std::string_view asset, const std::string& name,
                   const Container& container, const Found& found, const Extras& extras, Format format) {
  const bool bmff = &container == &kBmff;
  std::size_t pad = 0;  // in the binding, where its hash covers it
  std::uint64_t size = 2048;
  for (int round = 0;; ++round) {
    DAU_TRY(body.layout, container.lay_out(asset, found, extras, size, name));
    DAU_TRY(const std::string trial, build(plan, placeholder(body.layout, bmff, pad), bmff, false));
    const std::uint64_t wanted = trial.size();
    if (container.even && (wanted & 1) != 0) {
      ++pad;
      continue;
    }
    if (wanted == size) break;
    if (round > 16) return Error{Errc::internal, "the place of the store does not settle", name};
    if (round > 4 && !bmff && wanted < size && size - wanted < 20)
      pad += size - wanted;  // to and fro: filled up
    else
      size = wanted;
  }
  Value binding = bmff ? make_bmff_hash(body.layout) : make_data_hash(body.layout, format, false, pad);
  DAU_TRY(body.store, build(plan, std::move(binding), bmff, true));
  if (body.store.size() != size) return Error{Errc::internal, "the store is of another size than was planned", name};
  finish(body, container);
  return {};
}

// In invisible characters, how long the unit is hangs on every byte of the store, the signature's too: it is signed
// again until the length that it states is the one it has.
Result<void> embed_in_text(Marked::Body& body, Plan& plan, std::string_view asset, const std::string& name,
                           const Found& found) {
  DAU_TRY(body.layout, kPlainText.lay_out(asset, found, {}, 2048, name));
  for (int attempt = 0; attempt < kMaxTries; ++attempt) {
    DAU_TRY(body.store, build(plan, make_data_hash(body.layout, Format::plain_text, false, 0), false, true));
    const std::uint64_t size = kPlainText.make_unit(body.store, body.layout).size();
    if (size == body.layout.unit_size) {
      finish(body, kPlainText);
      return {};
    }
    if (attempt % 8 == 0) body.layout.unit_size = size;  // the first guess was far off; later ones are about right
    DAU_TRY(plan.instance, make_uuid());                 // signatures that are the same each time change with it
  }
  return Error{Errc::internal, "no store of the length that it states was found", name};
}

// A file of its own, with the store in it or beside it.
Result<Assertion> make_other_parent(std::string_view asset, const std::string& name,
                                    std::optional<std::string_view> sidecar, Plan& plan) {
  const Format format = format_of(asset, name);
  Found found;
  if (const Container* const container = container_of(format)) {
    auto looked = container->find(asset, name);
    if (looked) found = *std::move(looked);
  }
  const std::string_view embedded = found.stores.empty() ? std::string_view() : found.stores.back().bytes();
  return make_parent(asset, name, format, sidecar ? *sidecar : embedded, sidecar, name.substr(name.rfind('/') + 1),
                     plan);
}

Result<Plan> make_plan(std::string_view asset, const std::string& name, Format format, std::string_view old_store,
                       std::optional<std::string_view> old_sidecar, const AddOptions& options) {
  DAU_TRY(ClaimKey key, ClaimKey::from_pem(options.key_pem, options.key_name));
  DAU_TRY(std::vector<std::string> chain, read_chain(options, key));
  DAU_TRY(const std::string manifest, make_uuid());
  DAU_TRY(const std::string instance, make_uuid());
  DAU_TRY(const std::string source_type, source_type_of(options));
  const std::string when = to_rfc3339(options.now ? *options.now : seconds_now());
  Plan plan{std::move(key), std::move(chain), "urn:c2pa:" + manifest, {}, {}, {}, instance, options.generator_version};
  plan.title = options.title.empty() ? name.substr(name.rfind('/') + 1) : options.title;
  std::optional<Assertion> parent;
  if (options.parent) {
    DAU_TRY(parent, make_other_parent(*options.parent, options.parent_name, old_sidecar, plan));
  } else if (options.origin == Origin::edited || !old_store.empty()) {
    DAU_TRY(parent, make_parent(asset, name, format, old_store, old_sidecar, plan.title, plan));
  }
  plan.said.push_back(make_actions(options, source_type, when, parent ? &*parent : nullptr));
  if (parent) plan.said.push_back(*parent);
  if (is_ai_source(source_type)) plan.said.push_back(make_disclosure(options));
  if (is_text(format)) plan.said.push_back(make_metadata(media_type(format, asset, name)));
  DAU_TRY(ProfileMark mark, make_profile_mark(options, when));
  if (!mark.label.empty() && is_ai_source(source_type)) plan.said.push_back({mark.label, std::move(mark.value), {}});
  return plan;
}

Result<void> check(const AddOptions& options) {
  if (options.oversight.empty()) return {};
  for (const std::string_view one : {"fully_autonomous", "prompt_guided", "human_validated"})
    if (options.oversight == one) return {};
  return Error{Errc::invalid_argument, "fully_autonomous, prompt_guided or human_validated is wanted", "oversight"};
}
}  // namespace

bool can_embed(Format format) { return container_of(format) != nullptr; }

Result<Marked> add(std::string_view asset, const std::string& name, std::optional<std::string_view> old_sidecar,
                   const AddOptions& options) {
  DAU_CHECK(check(options));
  Format format = format_of(asset, name);
  if (options.invisible_text && !options.sidecar) {
    if (format != Format::other && format != Format::structured_text)
      return Error{Errc::invalid_argument, "characters that nobody sees are for plain text alone", name};
    format = Format::plain_text;
  }
  if (format == Format::store) return Error{Errc::invalid_argument, "a manifest store alone is not marked", name};
  const Container* const container = container_of(format);
  Found found;
  if (container != nullptr) {
    auto looked = container->find(asset, name);
    if (!looked && !options.sidecar) return std::move(looked).error();
    if (looked) found = *std::move(looked);
    if (!options.sidecar && (!found.fault.empty() || (found.stores.size() > 1 && format != Format::pdf)))
      return Error{Errc::corrupt, "the manifest that is there cannot be read: " + found.fault, name};
  } else if (!options.sidecar) {
    return Error{Errc::unsupported, "a format without room for a manifest", name};
  }
  const std::string_view embedded = found.stores.empty() ? std::string_view() : found.stores.back().bytes();
  const std::string_view old_store = old_sidecar ? *old_sidecar : embedded;
  DAU_TRY(Plan plan, make_plan(asset, name, format, old_store, old_sidecar, options));

  auto body = std::make_unique<Marked::Body>();
  body->manifest = plan.manifest;
  body->sidecar = options.sidecar;
  if (options.sidecar) {
    Layout whole;
    whole.before.push_back(asset);
    DAU_TRY(body->store, build(plan, make_data_hash(whole, format, true, 0), false, true));
    return Marked(std::move(body));
  }
  DAU_TRY(const std::string source_type, source_type_of(options));
  if (format == Format::plain_text)
    DAU_CHECK(embed_in_text(*body, plan, asset, name, found));
  else
    DAU_CHECK(embed(*body, plan, asset, name, *container, found, {options.courtesy ? source_type : ""}, format));
  return Marked(std::move(body));
}
}  // namespace dau::mark
