// SPDX-License-Identifier: Apache-2.0
// check.cc — the checks of C2PA 15, in their order: claim, signature, assertions, content, ingredients.
#include "mark/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/json.h"
#include "mark/cose.h"

namespace dau::mark {
namespace {
using cbor::Kind;
using cbor::Value;

constexpr std::size_t kMaxIngredients = 1000;
constexpr std::size_t kMaxValues = 300'000;  // of CBOR, in all of a store
constexpr std::size_t kMaxJson = std::size_t{1} << 20;
constexpr int kMaxManifestDepth = 32;
constexpr std::string_view kTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";

// A JSON value for the report; bytes as Base64, numbers too large for JSON as text.
json::Value to_json_value(const Value& value, int depth = 0) {
  if (depth > 16) return nullptr;
  switch (value.kind) {
    case Kind::number:
      return value.number;
    case Kind::negative:
      return value.number <= INT64_MAX ? json::Value(-1 - static_cast<std::int64_t>(value.number)) : json::Value();
    case Kind::bytes:
      return to_base64_text(value.string());
    case Kind::text:
      return std::string(value.string());
    case Kind::array: {
      json::Value out = json::Value::array();
      for (const Value& item : value.items) out.push_back(to_json_value(item, depth + 1));
      return out;
    }
    case Kind::map: {
      json::Value out = json::Value::object();
      for (std::size_t i = 0; i + 1 < value.items.size(); i += 2)
        if (value.items[i].is(Kind::text))
          out[std::string(value.items[i].string())] = to_json_value(value.items[i + 1], depth + 1);
      return out;
    }
    case Kind::tag:
      return to_json_value(value.items.front(), depth + 1);
    case Kind::simple:
      if (value.number == 20 || value.number == 21) return value.number == 21;
      return nullptr;
    case Kind::real:
      break;
  }
  return nullptr;
}

std::string_view text_of(const Value* value) {
  if (value != nullptr && value->is(Kind::tag)) value = &value->items.front();
  return value != nullptr && value->is(Kind::text) ? value->string() : std::string_view();
}

std::string agent_of(const Value* agent) {
  if (agent == nullptr) return {};
  if (agent->is(Kind::text)) return std::string(agent->string());
  const std::string name = agent->text_member("name").value_or("");
  const std::string version = agent->text_member("version").value_or("");
  return version.empty() ? name : name + " " + version;
}

struct Ingredient {
  std::string label, relationship, title;
  std::optional<HashedUri> manifest, signature;
  std::set<std::string> known_failures;  // codes that its validation results have already
  bool known_results = false;
};

// Codes of failures in `validationResults` (v3) or `validationStatus` (older).
void read_known_failures(const Value& assertion, Ingredient& out) {
  const auto add = [&](const Value* list) {
    if (list == nullptr || !list->is(Kind::array)) return;
    for (const Value& one : list->items)
      if (const auto code = one.text_member("code")) out.known_failures.insert(*code);
  };
  if (const Value* const results = assertion.member("validationResults", Kind::map)) {
    out.known_results = true;
    if (const Value* const active = results->member("activeManifest", Kind::map)) add(active->member("failure"));
    if (const Value* const deltas = results->member("ingredientDeltas", Kind::array))
      for (const Value& delta : deltas->items)
        if (const Value* const inner = delta.member("validationDeltas", Kind::map)) add(inner->member("failure"));
  }
  add(assertion.member("validationStatus"));
}

class Checker {
 public:
  Checker(const Box& store, const BoundAsset& asset, const Trust& trust)
      : store_(store), asset_(asset), trust_(trust) {}

  Checked run(const Box& active) {
    collect_redactions();
    check(active, true, 0, nullptr);
    return std::move(out_);
  }

 private:
  struct Manifest {
    const Box* box = nullptr;
    std::string label;
    ManifestKind kind = ManifestKind::standard;
    bool active = false;
    int depth = 0;
    const Ingredient* as = nullptr;  // what it is an ingredient as; nullptr: the active one
    const Box* claim_box = nullptr;  // the superbox
    std::string_view claim_bytes;
    Value claim;
    bool old = false;  // claim v1
    std::string algorithm;
    std::map<std::string, Value> decoded;  // CBOR assertions by label
    std::set<std::string> declared, created;
    std::map<std::string_view, const Box*> by_label;  // of the assertions; of two with one label, the first
    std::map<std::string, std::size_t> place;         // of an assertion in the claim
    std::vector<Ingredient> ingredients;
  };

  void say(StatusKind kind, const Manifest& m, std::string_view code, std::string_view rest, std::string_view why) {
    // What the signer of a newer manifest has seen and told of is not news.
    if (kind == StatusKind::failure && m.as != nullptr && m.as->known_failures.count(std::string(code)) != 0)
      kind = StatusKind::informational;
    if (out_.statuses.size() < 10'000)
      out_.statuses.push_back({std::string(code), uri_of(m.label, rest), std::string(why), kind});
  }
  void fail(const Manifest& m, std::string_view code, std::string_view rest, std::string_view why) {
    say(StatusKind::failure, m, code, rest, why);
  }
  void tell(const Manifest& m, std::string_view code, std::string_view rest, std::string_view why) {
    say(StatusKind::informational, m, code, rest, why);
  }
  void pass(const Manifest& m, std::string_view code, std::string_view rest, std::string_view why) {
    say(StatusKind::success, m, code, rest, why);
  }

  // Every manifest may redact assertions of those below it.
  void collect_redactions() {
    for (const Box& manifest : store_.children)
      for (const Box& child : manifest.children) {
        if (child.uuid != box_uuid("c2cl")) continue;
        const Box* const content = content_box(child, "cbor");
        if (content == nullptr) continue;
        const auto claim = cbor::decode(as_bytes(content->content), "claim", 0, &budget_);
        if (!claim) continue;
        const Value* const list = claim->member("redacted_assertions", Kind::array);
        if (list == nullptr) continue;
        for (const Value& url : list->items)
          if (url.is(Kind::text))
            if (const auto target = resolve(url.string(), manifest.label))
              redacted_.insert({target->manifest + "/" + target->path, std::string(manifest.label)});
      }
  }

  void check(const Box& box, bool active, int depth, const Ingredient* as) {
    Manifest m;
    m.box = &box;
    m.label = std::string(box.label);
    m.kind = manifest_kind(box);
    m.active = active;
    m.depth = depth;
    m.as = as;
    seen_.insert(m.label);
    if (m.kind == ManifestKind::compressed)
      return fail(m, "manifest.compressed.invalid", "", "a compressed manifest, which this program does not read");
    if (!read_claim(m)) return;
    check_signature(m);
    check_assertions(m);
    check_rules(m);
    if (active) check_content(m);
    check_ingredients(m);
    if (active) report(m);
  }

  bool read_claim(Manifest& m) {
    std::size_t claims = 0;
    const Box* const assertions = m.box->child("c2pa.assertions");
    if (assertions != nullptr && assertions->uuid != box_uuid("c2as"))
      fail(m, "general.error", "c2pa.assertions", "the assertion store is a box of another kind");
    for (const Box& child : m.box->children)
      if (child.is_super() &&
          (child.uuid == box_uuid("c2cl") || without_number(child.label).starts_with("c2pa.claim"))) {
        if (child.label == "c2pa.signature" || child.uuid == box_uuid("c2cs")) continue;
        m.claim_box = &child;
        ++claims;
      }
    if (claims != 1) {
      fail(m, claims == 0 ? "claim.missing" : "claim.multiple", "",
           claims == 0 ? "there is no claim" : "more than one claim");
      return false;
    }
    const std::string where(m.claim_box->label);
    if (m.claim_box->uuid != box_uuid("c2cl")) {
      fail(m, "claim.missing", where, "the claim is a box of another kind");
      return false;
    }
    m.old = m.claim_box->label == "c2pa.claim";
    const Box* const content = content_box(*m.claim_box, "cbor");
    if (content == nullptr || m.claim_box->children.size() != 1) {
      fail(m, "claim.cbor.invalid", where, "the claim's box does not hold CBOR alone");
      return false;
    }
    m.claim_bytes = content->content;
    auto claim = cbor::decode(as_bytes(m.claim_bytes), "claim", content->offset, &budget_);
    if (!claim) {
      fail(m, "claim.cbor.invalid", where, claim.error().message + ", " + claim.error().at);
      return false;
    }
    m.claim = *std::move(claim);
    const std::string why = claim_fault(m);
    if (!why.empty()) {
      fail(m, "claim.malformed", where, why);
      return false;
    }
    m.algorithm = m.claim.text_member("alg").value_or("sha256");
    return true;
  }

  static std::string claim_fault(const Manifest& m) {
    if (!m.claim.is(Kind::map)) return "the claim is no map";
    if (m.claim_box->label != "c2pa.claim.v2" && !m.old) return "the claim has another label than c2pa.claim.v2";
    if (!m.claim.text_member("signature")) return "the claim has no signature field";
    if (!m.claim.text_member("instanceID")) return "the claim has no instanceID";
    if (m.old) {
      if (m.claim.member("assertions", Kind::array) == nullptr) return "the claim has no assertions";
      if (!m.claim.text_member("claim_generator")) return "the claim has no claim_generator";
      return {};
    }
    const Value* const info = m.claim.member("claim_generator_info", Kind::map);
    if (info == nullptr || !info->text_member("name")) return "the claim has no claim_generator_info with a name";
    const Value* const created = m.claim.member("created_assertions", Kind::array);
    if (created == nullptr || created->items.empty()) return "the claim has no created_assertions";
    if (m.claim.member("gathered_assertions") != nullptr &&
        m.claim.member("gathered_assertions", Kind::array) == nullptr)
      return "gathered_assertions is no array";
    return {};
  }

  void check_signature(Manifest& m) {
    const auto target = resolve(*m.claim.text_member("signature"), m.label);
    const Box* const box = target && target->manifest == m.label ? box_at(*m.box, target->path) : nullptr;
    if (box == nullptr || box->uuid != box_uuid("c2cs"))
      return fail(m, "claimSignature.missing", "c2pa.signature", "the claim's signature is not in the manifest");
    const std::string where(box->label);
    const Box* const content = content_box(*box, "cbor");
    if (content == nullptr) return fail(m, "claimSignature.missing", where, "the signature's box holds no CBOR");
    const auto cose = read_cose(as_bytes(content->content), "signature", content->offset);
    if (!cose) return fail(m, "claimSignature.mismatch", where, cose.error().message + ", " + cose.error().at);
    const auto algorithm = cose->algorithm ? signature_algorithm(*cose->algorithm) : std::nullopt;
    if (!algorithm) return fail(m, "algorithm.unsupported", where, "the signature's algorithm");
    std::vector<Certificate> chain;
    for (const std::string& der : cose->chain) {
      auto certificate = Certificate::from_der(as_bytes(der), "certificate");
      if (!certificate) return fail(m, "signingCredential.invalid", where, certificate.error().message);
      chain.push_back(*std::move(certificate));
    }
    check_certificates(m, where, chain);
    if (chain.front().has_signed(*algorithm, as_bytes(to_be_signed(cose->protected_bytes, m.claim_bytes)),
                                 as_bytes(cose->signature)))
      pass(m, "claimSignature.validated", where, "the signature is the certificate's");
    else
      fail(m, "claimSignature.mismatch", where, "the signature is not the certificate's over this claim");
    check_time(m, where, *cose, chain);
    if (m.active) {
      const Certificate& leaf = chain.front();
      out_.signer = Signer{leaf.common_name(),
                           leaf.organization(),
                           leaf.issuer(),
                           leaf.serial(),
                           std::string(algorithm_name(*algorithm)),
                           leaf.not_before(),
                           leaf.not_after()};
    }
    tell(m, "signingCredential.ocsp.skipped", where, "revocation is not asked for: nothing is fetched");
  }

  void check_certificates(const Manifest& m, const std::string& where, const std::vector<Certificate>& chain) {
    for (const std::string& why : chain.front().signer_faults())
      fail(m, "signingCredential.invalid", where, "the signer's certificate: " + why);
    for (std::size_t i = 1; i < chain.size(); ++i)
      for (const std::string& why : chain[i].authority_faults())
        fail(m, "signingCredential.invalid", where, fmt::format("certificate {} of the chain: {}", i + 1, why));
    std::string why;
    if (chain.front().is_self_signed())
      why = "the certificate is signed by itself";
    else if (!chain.front().has_signing_purpose())
      why = "signing claims is none of the certificate's purposes";
    else
      why = trust_fault(chain, trust_.anchors);
    // Not a failure: it leaves a manifest valid.
    if (!why.empty())
      tell(m, "signingCredential.untrusted", where, why);
    else
      pass(m, "signingCredential.trusted", where, "the signer leads to an anchor of trust");
    if (m.active) out_.trusted = why.empty();
  }

  void check_time(const Manifest& m, const std::string& where, const CoseSignature& cose,
                  const std::vector<Certificate>& chain) {
    std::int64_t time = trust_.now;
    std::string_view what = "now";
    if (cose.time_stamps > 1 || (cose.time_stamps == 1 && cose.time_stamp.empty())) {
      tell(m, "timeStamp.malformed", where, "there must be exactly one time stamp");
    } else if (cose.time_stamps == 1) {
      const TimeStamp stamp =
          check_time_stamp(as_bytes(cose.time_stamp), as_bytes(to_be_stamped(cose, m.claim_bytes)), trust_.anchors);
      switch (stamp.state) {
        case TimeStamp::State::trusted:
          pass(m, "timeStamp.validated", where, "signed at " + to_rfc3339(stamp.time));
          pass(m, "timeStamp.trusted", where, stamp.signer);
          time = stamp.time;
          what = "when it was signed";
          if (m.active) out_.signed_at = to_rfc3339(time);
          break;
        case TimeStamp::State::untrusted:
          tell(m, "timeStamp.untrusted", where, "nobody vouches for the time stamp: it is not used");
          break;
        case TimeStamp::State::mismatch:
          tell(m, "timeStamp.mismatch", where, "the time stamp is of something else: it is not used");
          break;
        case TimeStamp::State::outside_validity:
          tell(m, "timeStamp.outsideValidity", where,
               "the time stamp's certificate was not valid then: it is not used");
          break;
        case TimeStamp::State::malformed:
          tell(m, "timeStamp.malformed", where, "the time stamp cannot be read: it is not used");
          break;
      }
    }
    bool inside = true;
    for (const Certificate& one : chain) inside = inside && one.not_before() <= time && time <= one.not_after();
    if (inside)
      return pass(m, "claimSignature.insideValidity", where, fmt::format("the certificates are valid {}", what));
    const std::string why = fmt::format("a certificate is not valid {} ({})", what, to_rfc3339(time));
    // Who signed a newer manifest vouches for what was valid then.
    if (m.active)
      fail(m, "claimSignature.outsideValidity", where, why);
    else
      tell(m, "claimSignature.outsideValidity", where, why);
  }

  // All that the claim points to, and all that lies there.
  void check_assertions(Manifest& m) {
    const Box* const assertions = m.box->child("c2pa.assertions");
    if (assertions != nullptr)
      for (const Box& one : assertions->children)
        if (one.is_super()) m.by_label.emplace(one.label, &one);
    const auto check_list = [&](const char* name, bool created) {
      const Value* const list = m.claim.member(name, Kind::array);
      if (list == nullptr) return;
      for (const Value& item : list->items) check_reference(m, item, created);
    };
    check_list("created_assertions", true);
    check_list("gathered_assertions", false);
    if (m.old) check_list("assertions", true);
    if (assertions == nullptr) return;
    std::set<std::string_view> labels;
    for (const Box& one : assertions->children) {
      if (!one.is_super()) continue;
      const std::string where = "c2pa.assertions/" + std::string(one.label);
      if (!labels.insert(one.label).second) fail(m, "assertion.undeclared", where, "two assertions have this label");
      if (m.declared.count(std::string(one.label)) == 0)
        fail(m, "assertion.undeclared", where, "the claim does not name this assertion");
      check_format(m, one, where);
    }
  }

  void check_reference(Manifest& m, const Value& item, bool created) {
    const auto uri = read_hashed_uri(item);
    if (!uri) return fail(m, "claim.malformed", m.claim_box->label, "a reference to an assertion without url or hash");
    const auto target = resolve(uri->url, m.label);
    if (!target || target->manifest != m.label || !target->path.starts_with("c2pa.assertions/"))
      return fail(m, "assertion.outsideManifest", "", "a reference to " + uri->url);
    const std::string label = target->path.substr(target->path.find('/') + 1);
    const auto at = m.by_label.find(label);
    const Box* const box = at == m.by_label.end() ? nullptr : at->second;
    const bool redacted = is_redacted(m, target->path);
    if (box == nullptr) {
      if (redacted) return tell(m, "assertion.redacted", target->path, "the assertion was redacted later");
      return fail(m, "assertion.missing", target->path, "the assertion is not there");
    }
    if (!m.declared.insert(label).second)
      return fail(m, "assertion.multipleReferences", target->path, "the claim names the assertion twice");
    m.place.emplace(label, m.place.size());
    if (redacted && !redacts_itself(m, target->path))
      fail(m, "assertion.notRedacted", target->path, "an assertion that is said to be redacted is there");
    if (created) m.created.insert(label);
    const auto kind = digest_kind(uri->algorithm.empty() ? m.algorithm : uri->algorithm);
    if (!kind) return fail(m, "algorithm.unsupported", target->path, "the hash algorithm of the assertion");
    if (digest_of_box(*box, *kind) != uri->hash)
      return fail(m, "assertion.hashedURI.mismatch", target->path, "the assertion is not what was signed");
    pass(m, "assertion.hashedURI.match", target->path, "the assertion is what was signed");
  }

  bool is_redacted(const Manifest& m, const std::string& path) const {
    const auto [begin, end] = redacted_.equal_range(m.label + "/" + path);
    return begin != end;
  }

  bool redacts_itself(const Manifest& m, const std::string& path) const {
    const auto [begin, end] = redacted_.equal_range(m.label + "/" + path);
    return std::any_of(begin, end, [&](const auto& one) { return one.second == m.label; });
  }

  void check_format(Manifest& m, const Box& one, const std::string& where) {
    if (one.uuid == box_uuid("cbor")) {
      const Box* const content = content_box(one, "cbor");
      auto value = content == nullptr
                       ? Result<Value>(Error{Errc::corrupt, "no CBOR in the box", where})
                       : cbor::decode(as_bytes(content->content), "assertion", content->offset, &budget_);
      if (!value) return fail(m, "assertion.cbor.invalid", where, value.error().message + ", " + value.error().at);
      if (is_of_interest(one.label)) m.decoded.emplace(std::string(one.label), *std::move(value));
    } else if (one.uuid == box_uuid("json")) {
      const Box* const content = content_box(one, "json");
      if (content != nullptr && content->content.size() > kMaxJson)
        return fail(m, "assertion.json.invalid", where, "JSON of more than a megabyte");
      const auto value = content == nullptr ? Result<json::Value>(Error{Errc::corrupt, "no JSON in the box", where})
                                            : json::parse_unique(content->content, where);
      if (!value) return fail(m, "assertion.json.invalid", where, value.error().message);
    } else if (is_hard_binding(one.label) || is_actions(one.label) || is_ingredient(one.label)) {
      fail(m, "assertion.cbor.invalid", where, "an assertion of this label must be CBOR");
    }
  }

  void check_rules(Manifest& m) {
    const Value* const redactions = m.claim.member("redacted_assertions", Kind::array);
    if (redactions != nullptr)
      for (const Value& url : redactions->items)
        if (url.is(Kind::text))
          if (const auto target = resolve(url.string(), m.label)) {
            if (target->manifest == m.label)
              fail(m, "assertion.selfRedacted", target->path, "a manifest may not redact its own assertion");
            else if (is_actions(target->path.substr(target->path.find('/') + 1)))
              fail(m, "assertion.action.redacted", target->path, "actions may not be redacted");
          }
    std::size_t bindings = 0;
    for (const std::string& label : m.declared) bindings += is_hard_binding(label) ? 1u : 0u;
    if (m.kind == ManifestKind::update) {
      if (bindings != 0) fail(m, "manifest.update.invalid", "", "an update manifest has no binding to content");
    } else if (bindings == 0) {
      fail(m, "claim.hardBindings.missing", m.claim_box->label, "nothing binds the manifest to content");
    } else if (bindings > 1) {
      fail(m, "assertion.multipleHardBindings", m.claim_box->label, "more than one binding to content");
    }
    read_ingredients(m);
    check_actions(m);
  }

  void read_ingredients(Manifest& m) {
    for (const auto& [label, value] : m.decoded) {
      if (!is_ingredient(label) || m.declared.count(label) == 0) continue;
      const std::string where = "c2pa.assertions/" + label;
      const auto relationship = value.text_member("relationship");
      if (!value.is(Kind::map) || !relationship ||
          (*relationship != "parentOf" && *relationship != "componentOf" && *relationship != "inputTo")) {
        fail(m, "assertion.ingredient.malformed", where, "an ingredient without a relationship");
        continue;
      }
      Ingredient one{label, *relationship, value.text_member("dc:title").value_or(""), {}, {}, {}, false};
      for (const char* name : {"activeManifest", "c2pa_manifest"})
        if (const Value* const uri = value.member(name); uri != nullptr && !one.manifest) {
          one.manifest = read_hashed_uri(*uri);
          if (!one.manifest) fail(m, "assertion.ingredient.malformed", where, "a reference without url or hash");
        }
      if (const Value* const uri = value.member("claimSignature")) one.signature = read_hashed_uri(*uri);
      read_known_failures(value, one);
      if (one.manifest && without_number(label) == "c2pa.ingredient.v3" && (!one.known_results || !one.signature))
        fail(m, "assertion.ingredient.malformed", where, "an ingredient's manifest without its signature or results");
      if (m.ingredients.size() < kMaxIngredients) m.ingredients.push_back(std::move(one));
    }
    const auto parents = std::ranges::count(m.ingredients, "parentOf", &Ingredient::relationship);
    if (parents > 1) fail(m, "manifest.multipleParents", "", "more than one parent");
    if (m.kind == ManifestKind::update && (parents != 1 || m.ingredients.size() != 1))
      fail(m, "manifest.update.wrongParents", "", "an update manifest has one ingredient, its parent");
  }

  const Ingredient* ingredient_of(const Manifest& m, const Value& uri) const {
    const auto hashed = read_hashed_uri(uri);
    const auto target = hashed ? resolve(hashed->url, m.label) : std::nullopt;
    constexpr std::string_view kFolder = "c2pa.assertions/";
    if (!target || target->manifest != m.label || !target->path.starts_with(kFolder)) return nullptr;
    // (In the order of their labels, as they were read from a map.)
    const std::string_view label = std::string_view(target->path).substr(kFolder.size());
    const auto at = std::ranges::lower_bound(m.ingredients, label, {},
                                             [](const Ingredient& one) { return std::string_view(one.label); });
    return at != m.ingredients.end() && at->label == label ? &*at : nullptr;
  }

  // Which ingredients an action is about. False: a reference to none.
  bool ingredients_of(const Manifest& m, const Value& action, std::vector<const Ingredient*>& out) const {
    const Value* const parameters = action.member("parameters", Kind::map);
    if (parameters == nullptr) return true;
    std::vector<const Value*> uris;
    if (const Value* const list = parameters->member("ingredients", Kind::array))
      for (const Value& one : list->items) uris.push_back(&one);
    if (const Value* const one = parameters->member("ingredient", Kind::map)) uris.push_back(one);
    for (const Value* const uri : uris) {
      out.push_back(ingredient_of(m, *uri));
      if (out.back() == nullptr) return false;
    }
    return true;
  }

  void check_actions(Manifest& m) {
    std::vector<std::pair<std::string, const Value*>> lists;
    for (const auto& [label, value] : m.decoded)
      if (is_actions(label) && m.declared.count(label) != 0) lists.emplace_back(label, &value);
    // The first is the one the claim names first.
    std::ranges::sort(lists, {}, [&](const auto& one) { return m.place[one.first]; });
    std::size_t inceptions = 0;
    bool first = true;
    for (const auto& [label, value] : lists) {
      const std::string where = "c2pa.assertions/" + label;
      const Value* const actions = value->member("actions", Kind::array);
      if (actions == nullptr || actions->items.empty()) {
        fail(m, "assertion.action.malformed", where, "an actions assertion without actions");
        continue;
      }
      for (const Value& action : actions->items) {
        const auto name = action.text_member("action");
        if (!name) {
          fail(m, "assertion.action.malformed", where, "an action without a name");
          continue;
        }
        const bool inception = *name == "c2pa.created" || *name == "c2pa.opened";
        inceptions += inception ? 1u : 0u;
        if (!m.old && inception && !first)
          fail(m, "assertion.action.malformed", where, *name + " must be the first action");
        if (!m.old && !inception && first && m.kind == ManifestKind::standard)
          fail(m, "assertion.action.malformed", where, "the first action must be c2pa.created or c2pa.opened");
        first = false;
        check_action_ingredients(m, where, *name, action);
        note_action(m, label, *name, action);
      }
    }
    if (!m.old && m.kind == ManifestKind::standard && inceptions == 0 && first)
      fail(m, "assertion.action.malformed", "", "there are no actions: how the content came to be is not told");
  }

  void check_action_ingredients(Manifest& m, const std::string& where, const std::string& name, const Value& action) {
    std::vector<const Ingredient*> about;
    if (!ingredients_of(m, action, about))
      return fail(m, "assertion.action.ingredientMismatch", where, name + " refers to an ingredient that is not there");
    const bool wants = name == "c2pa.opened" || name == "c2pa.placed" || name == "c2pa.removed";
    if (!wants) return;
    if (about.empty() && !m.old)
      return fail(m, "assertion.action.ingredientMismatch", where, name + " names no ingredient");
    for (const Ingredient* const one : about) {
      const bool parent = one->relationship == "parentOf";
      if (parent != (name == "c2pa.opened"))
        fail(m, "assertion.action.ingredientMismatch", where,
             name + " names an ingredient that is " + one->relationship);
    }
    if (name == "c2pa.opened" && about.size() > 1)
      fail(m, "assertion.action.ingredientMismatch", where, "c2pa.opened names more than one ingredient");
  }

  void note_action(Manifest& m, const std::string& label, const std::string& name, const Value& action) {
    const std::string source(text_of(action.member("digitalSourceType")));
    const bool created = m.created.count(label) != 0;
    if (!m.active) {
      out_.ai_in_ingredients = out_.ai_in_ingredients || is_ai_source(source);
      return;
    }
    if (out_.actions.size() >= 1000) return;
    out_.actions.push_back({name, source, std::string(text_of(action.member("when"))),
                            agent_of(action.member("softwareAgent")),
                            std::string(text_of(action.member("description")))});
    std::vector<std::string>& types = created ? out_.source_types : out_.gathered_types;
    if (!source.empty() && std::ranges::find(types, source) == types.end()) types.push_back(source);
  }

  // The content that the manifest is about: of an update manifest, its parent's.
  void check_content(Manifest& m) {
    if (m.kind == ManifestKind::update) return check_parent_content(m);
    for (const std::string& label : m.declared) {
      if (!is_hard_binding(label)) continue;
      const auto value = m.decoded.find(label);
      if (value == m.decoded.end()) continue;
      say_binding(m, label, check_binding(label, value->second, m.algorithm, asset_));
    }
  }

  void say_binding(const Manifest& m, const std::string& label, const BindingResult& result) {
    const std::string where = "c2pa.assertions/" + label;
    if (!result.good) return fail(m, result.code, where, result.explanation);
    pass(m, result.code, where, result.explanation);
    if (result.extra_exclusions)
      tell(m, "assertion.dataHash.additionalExclusionsPresent", where, "metadata is left out of the hash");
  }

  void check_parent_content(const Manifest& m) {
    const Box* box = m.box;
    std::set<std::string> path;
    while (box != nullptr && manifest_kind(*box) == ManifestKind::update && path.insert(std::string(box->label)).second)
      box = parent_of(*box);
    const Box* const assertions = box == nullptr ? nullptr : box->child("c2pa.assertions");
    if (assertions != nullptr)
      for (const Box& one : assertions->children) {
        const Box* const content = is_hard_binding(one.label) ? content_box(one, "cbor") : nullptr;
        if (content == nullptr) continue;
        const auto value = cbor::decode(as_bytes(content->content), "assertion", content->offset, &budget_);
        if (value) return say_binding(m, std::string(one.label), check_binding(one.label, *value, m.algorithm, asset_));
      }
    fail(m, "claim.hardBindings.missing", m.claim_box->label, "no manifest that is updated is bound to content");
  }

  const Box* parent_of(const Box& manifest) {
    const Box* const assertions = manifest.child("c2pa.assertions");
    if (assertions == nullptr) return nullptr;
    for (const Box& one : assertions->children) {
      const Box* const content = is_ingredient(one.label) ? content_box(one, "cbor") : nullptr;
      if (content == nullptr) continue;
      const auto value = cbor::decode(as_bytes(content->content), "assertion", content->offset, &budget_);
      if (!value || value->text_member("relationship").value_or("") != "parentOf") continue;
      for (const char* name : {"activeManifest", "c2pa_manifest"})
        if (const Value* const uri = value->member(name))
          if (const auto hashed = read_hashed_uri(*uri))
            if (const auto target = resolve(hashed->url, manifest.label)) return store_.child(target->manifest);
    }
    return nullptr;
  }

  void check_ingredients(Manifest& m) {
    for (const Ingredient& one : m.ingredients) {
      if (m.active) out_.ingredients.push_back({one.title, one.relationship, ""});
      if (!one.manifest) {
        tell(m, "ingredient.unknownProvenance", "c2pa.assertions/" + one.label, "an ingredient without a manifest");
        continue;
      }
      check_ingredient(m, one);
    }
  }

  void check_ingredient(Manifest& m, const Ingredient& one) {
    const std::string where = "c2pa.assertions/" + one.label;
    const auto target = resolve(one.manifest->url, m.label);
    const Box* const box = target && target->path.empty() ? store_.child(target->manifest) : nullptr;
    if (box == nullptr) return fail(m, "ingredient.manifest.missing", where, "the ingredient's manifest is not there");
    if (m.active) out_.ingredients.back().manifest = target->manifest;
    const auto equal = [&](const Box& of, const HashedUri& uri) {
      const auto kind = digest_kind(uri.algorithm.empty() ? m.algorithm : uri.algorithm);
      return kind && digest_of_box(of, *kind) == uri.hash;
    };
    if (equal(*box, *one.manifest)) {
      pass(m, "ingredient.manifest.validated", where, "the ingredient's manifest is what was signed");
    } else if (!has_redactions(target->manifest)) {
      fail(m, "ingredient.manifest.mismatch", where, "the ingredient's manifest is not what was signed");
    }
    if (one.signature) {
      const auto at = resolve(one.signature->url, m.label);
      const Box* const signature = at && at->manifest == target->manifest ? box_at(*box, at->path) : nullptr;
      if (signature == nullptr)
        fail(m, "ingredient.claimSignature.missing", where, "the signature of the ingredient's claim is not there");
      else if (!equal(*signature, *one.signature))
        fail(m, "ingredient.claimSignature.mismatch", where, "the signature of the ingredient's claim is another");
      else
        pass(m, "ingredient.claimSignature.validated", where, "the signature of the ingredient's claim is the same");
    }
    if (path_.count(target->manifest) != 0 || target->manifest == m.label)
      return fail(m, "ingredient.manifest.mismatch", where, "an ingredient of itself");
    if (seen_.count(target->manifest) != 0) return;  // checked already, by another way
    if (m.depth >= kMaxManifestDepth) return fail(m, "general.error", where, "ingredients nested too deep");
    path_.insert(m.label);
    check(*box, false, m.depth + 1, &one);
    path_.erase(m.label);
  }

  bool has_redactions(const std::string& manifest) const {
    const auto at = redacted_.lower_bound(manifest + "/");
    return at != redacted_.end() && at->first.starts_with(manifest + "/");
  }

  void report(Manifest& m) {
    out_.title = m.claim.text_member("dc:title").value_or("");
    const Value* const info = m.claim.member("claim_generator_info");
    if (info != nullptr && info->is(Kind::array) && !info->items.empty())
      out_.generator = agent_of(&info->items.front());
    else
      out_.generator = agent_of(info);
    if (out_.generator.empty()) out_.generator = m.claim.text_member("claim_generator").value_or("");
    for (const auto& [label, value] : m.decoded) {
      if (m.declared.count(label) == 0) continue;
      if (without_number(label) == "c2pa.ai-disclosure") out_.disclosure = json::dump(to_json_value(value));
      if (without_number(label).ends_with(".vn-ai-mark")) out_.profile = json::dump(to_json_value(value));
    }
  }

  static bool is_of_interest(std::string_view label) {
    const std::string_view base = without_number(label);
    return is_hard_binding(label) || is_actions(label) || is_ingredient(label) || base == "c2pa.ai-disclosure" ||
           base.ends_with(".vn-ai-mark");
  }

  // Of each box once, however many point to it.
  const std::string& digest_of_box(const Box& box, DigestKind kind) {
    auto& known = digests_[{&box, kind}];
    if (known.empty()) known = digest_of(kind, as_bytes(box.content));
    return known;
  }

  const Box& store_;
  const BoundAsset& asset_;
  const Trust& trust_;
  Checked out_;
  std::multimap<std::string, std::string> redacted_;  // "manifest/path" → who says so
  std::set<std::string> seen_, path_;
  std::size_t budget_ = kMaxValues;
  std::map<std::pair<const Box*, DigestKind>, std::string> digests_;
};
}  // namespace

bool is_ai_source(std::string_view source_type) {
  constexpr std::array<std::string_view, 2> kNames = {"trainedAlgorithmicMedia",
                                                      "compositeWithTrainedAlgorithmicMedia"};
  if (source_type == "http://c2pa.org/digitalsourcetype/trainedAlgorithmicData") return true;
  if (!source_type.starts_with(kTypes)) return false;
  return std::ranges::find(kNames, source_type.substr(kTypes.size())) != kNames.end();
}

Checked check_manifests(const Box& store, const Box& active, const BoundAsset& asset, const Trust& trust) {
  return Checker(store, asset, trust).run(active);
}
}  // namespace dau::mark
