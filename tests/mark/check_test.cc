// SPDX-License-Identifier: Apache-2.0
// Each rule of C2PA 15 with a manifest that breaks it and nothing else, and the code that says so.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/certificate.h"
#include "mark/cose.h"
#include "mark/forge.h"
#include "mark/jumbf.h"
#include "mark/samples.h"

namespace dau::mark {
namespace {
using cbor::Value;
using testing::action;
using testing::actions;
using testing::boxed;
using testing::codes;
using testing::data_hash;
using testing::fixture;
using testing::Forge;
using testing::reference;

constexpr std::int64_t kYear2100 = 4'102'444'800;
constexpr std::string_view kAi = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

Report check(const Forge& forge, std::optional<std::int64_t> now = {}) {
  auto report =
      verify(forge.asset, "a.bin", forge.store(), {fixture("root.pem"), "root.pem", now ? *now : kYear2100 - 10});
  EXPECT_TRUE(report);
  return *std::move(report);
}

void expect(const Forge& forge, const std::string& code) {
  const Report report = check(forge);
  EXPECT_EQ(report.verdict, Verdict::invalid) << code;
  EXPECT_EQ(codes(report), code);
  EXPECT_FALSE(report.ai_generated.has_value());
}

void set(Value& map, std::string_view key, Value value) {
  for (std::size_t i = 0; i + 1 < map.items.size(); i += 2)
    if (map.items[i].string() == key) {
      map.items[i + 1] = std::move(value);
      return;
    }
  map.set(key, std::move(value));
}

void remove(Value& map, std::string_view key) {
  for (std::size_t i = 0; i + 1 < map.items.size(); i += 2)
    if (map.items[i].string() == key) {
      map.items.erase(map.items.begin() + static_cast<std::ptrdiff_t>(i),
                      map.items.begin() + static_cast<std::ptrdiff_t>(i) + 2);
      return;
    }
}

TEST(CheckTest, TheForgeItselfIsRight) {
  const Report report = check(Forge{});
  EXPECT_EQ(report.verdict, Verdict::trusted) << codes(report);
  EXPECT_EQ(report.ai_generated, true);
}

TEST(CheckTest, Claims) {
  Forge forge;
  for (const char* missing : {"instanceID", "claim_generator_info", "signature", "created_assertions"}) {
    forge.claim = [&](Value& claim) { remove(claim, missing); };
    expect(forge, "claim.malformed");
  }
  forge.claim = [](Value& claim) {
    set(claim, "claim_generator_info", cbor::array({cbor::map({{"name", cbor::text("x")}})}));
  };
  expect(forge, "claim.malformed");
  forge.claim = nullptr;
  forge.claim_bytes = [](std::string bytes) { return bytes + "x"; };
  expect(forge, "claim.cbor.invalid");
  // A key twice, which one reader may read so and another otherwise.
  forge.claim_bytes = [](std::string bytes) {
    ++bytes[0];
    return bytes + cbor::encode(cbor::text("alg")) + cbor::encode(cbor::text("md5"));
  };
  expect(forge, "claim.cbor.invalid");
  forge.claim_bytes = nullptr;
  forge.extra = make_superbox(box_uuid("c2cl"), "c2pa.claim.v2__1", make_box("cbor", "\xA0"));
  expect(forge, "claim.multiple");
  forge.extra.clear();
  forge.claim = [](Value& claim) { set(claim, "signature", cbor::text("self#jumbf=c2pa.other")); };
  expect(forge, "claimSignature.missing");
  forge.claim = [](Value& claim) { set(claim, "alg", cbor::text("md5")); };
  EXPECT_EQ(check(forge).verdict, Verdict::invalid);
}

TEST(CheckTest, Signatures) {
  Forge forge;
  const auto body = [](Value& whole) -> std::vector<Value>& { return whole.items.front().items; };
  forge.cose = [&](Value& whole) { body(whole)[3].owned[5] ^= 1; };
  expect(forge, "claimSignature.mismatch");
  forge.cose = [&](Value& whole) { body(whole)[3] = cbor::bytes(std::string(64, '\0')); };
  expect(forge, "claimSignature.mismatch");
  forge.cose = [&](Value& whole) { body(whole)[3] = cbor::bytes("short"); };
  expect(forge, "claimSignature.mismatch");
  forge.cose = [&](Value& whole) { body(whole)[2] = cbor::bytes("payload"); };
  expect(forge, "claimSignature.mismatch");
  forge.cose = [&](Value& whole) { whole.number = 17; };
  expect(forge, "claimSignature.mismatch");
  // In both headers at once.
  const std::string der = Certificate::from_pem(fixture("good.pem"), "x")->front().der();
  forge.cose = [&](Value& whole) { body(whole)[1].set("x5chain", cbor::bytes(der)); };
  expect(forge, "claimSignature.mismatch");
  forge.cose = nullptr;
  // An algorithm of another kind of key, one that does not exist, and none.
  for (const std::int64_t other : {-37, -8, -257, 5}) {
    forge.headers = [&](Value& headers) { headers.items[1] = cbor::integer(other); };
    expect(forge, other == -37 || other == -8 ? "claimSignature.mismatch" : "algorithm.unsupported");
  }
  // In the unprotected header alone, as older makers have it: read.
  forge.headers = [](Value& headers) { headers.items.resize(2); };
  forge.cose = [&](Value& whole) { body(whole)[1].set("x5chain", cbor::bytes(der)); };
  EXPECT_EQ(check(forge).verdict, Verdict::trusted);
}

TEST(CheckTest, Certificates) {
  for (const char* bad :
       {"no_usage", "usage_not_critical", "no_digital_signature", "signs_certificates", "authority", "no_purpose",
        "any_purpose", "time_stamping", "ocsp_signing", "no_authority_id", "sha1", "version1"}) {
    Forge forge;
    forge.certificate = bad;
    const Report report = check(forge);
    EXPECT_EQ(report.verdict, Verdict::invalid) << bad;
    EXPECT_NE(codes(report).find("signingCredential.invalid"), std::string::npos) << bad << ": " << codes(report);
  }
  for (const char* bad : {"rsa1024", "k1"}) {
    Forge forge;
    forge.certificate = bad;
    EXPECT_NE(codes(check(forge)).find("signingCredential.invalid"), std::string::npos) << bad;
  }
  for (const char* doubtful : {"self", "other_purpose"}) {
    Forge forge;
    forge.certificate = doubtful;
    const Report report = check(forge);
    EXPECT_EQ(report.verdict, Verdict::valid) << doubtful << ": " << codes(report);
    EXPECT_NE(codes(report, StatusKind::informational).find("signingCredential.untrusted"), std::string::npos);
  }
  // Nor is one that is signed by itself trusted when it is an anchor.
  Forge forge;
  forge.certificate = "self";
  EXPECT_EQ(verify(forge.asset, "a", forge.store(), {fixture("self.pem"), "x", kYear2100})->verdict, Verdict::valid);
  forge.certificate = "short";
  expect(forge, "claimSignature.outsideValidity");
  forge.certificate = "good";
  EXPECT_EQ(codes(check(forge, 1'000'000'000)), "claimSignature.outsideValidity");
}

TEST(CheckTest, References) {
  Forge forge;
  forge.undeclared = {{"com.example.x", cbor::map()}};
  expect(forge, "assertion.undeclared");
  forge.undeclared.clear();
  const auto first = [](Value& claim) -> Value& {
    for (std::size_t i = 0; i + 1 < claim.items.size(); i += 2)
      if (claim.items[i].string() == "created_assertions") return claim.items[i + 1];
    return claim;
  };
  forge.claim = [&](Value& claim) { first(claim).items.push_back(reference("c2pa.assertions/missing", "x")); };
  expect(forge, "assertion.missing");
  forge.claim = [&](Value& claim) {
    first(claim).items.push_back(reference("/c2pa/urn:c2pa:other/c2pa.assertions/x", "x"));
  };
  expect(forge, "assertion.outsideManifest");
  forge.claim = [&](Value& claim) { first(claim).items.push_back(first(claim).items.front()); };
  expect(forge, "assertion.multipleReferences");
  forge.claim = [&](Value& claim) { set(first(claim).items[1], "hash", cbor::bytes(std::string(32, 'x'))); };
  expect(forge, "assertion.hashedURI.mismatch");
  forge.claim = [&](Value& claim) { set(first(claim).items[1], "alg", cbor::text("sha1")); };
  expect(forge, "algorithm.unsupported");
  forge.claim = [](Value& claim) {
    claim.set("redacted_assertions", cbor::array({cbor::text("self#jumbf=c2pa.assertions/c2pa.hash.data")}));
  };
  EXPECT_NE(codes(check(forge)).find("assertion.selfRedacted"), std::string::npos);
}

TEST(CheckTest, AssertionContent) {
  Forge forge;
  const auto with_raw = [&](std::string_view uuid, std::string_view type, std::string_view bytes) {
    const std::string box = make_superbox(uuid, "com.example.raw", make_box(type, bytes));
    forge.assertion_boxes = [box](std::string& boxes) { boxes += box; };
    forge.claim = [box](Value& claim) {
      claim.set("gathered_assertions", cbor::array({reference("c2pa.assertions/com.example.raw", box.substr(8))}));
    };
  };
  with_raw(box_uuid("cbor"), "cbor", "\xFF");
  expect(forge, "assertion.cbor.invalid");
  with_raw(box_uuid("json"), "json", "{\"a\": 1, \"a\": 2}");
  expect(forge, "assertion.json.invalid");
  with_raw(box_uuid("json"), "json", "{\"a\": 1}");
  EXPECT_EQ(check(forge).verdict, Verdict::trusted);
  with_raw(std::string(16, 'u'), "xxxx", "unknown kinds are passed over");
  EXPECT_EQ(check(forge).verdict, Verdict::trusted);
}

TEST(CheckTest, Bindings) {
  Forge forge;
  const Value act = actions({action("c2pa.created", kAi)});
  forge.created = {{"c2pa.actions.v2", act}};
  expect(forge, "claim.hardBindings.missing");
  forge.created = {{"c2pa.hash.data", data_hash(forge.asset)},
                   {"c2pa.hash.data__1", data_hash(forge.asset)},
                   {"c2pa.actions.v2", act}};
  expect(forge, "assertion.multipleHardBindings");
  const auto with = [&](const std::function<void(Value&)>& change) {
    Value hash = data_hash(forge.asset);
    change(hash);
    forge.created = {{"c2pa.hash.data", hash}, {"c2pa.actions.v2", act}};
  };
  const auto range = [](std::uint64_t start, std::uint64_t length) {
    return cbor::map({{"start", cbor::unsigned_number(start)}, {"length", cbor::unsigned_number(length)}});
  };
  with([](Value& hash) { set(hash, "hash", cbor::bytes(std::string(32, 'x'))); });
  expect(forge, "assertion.dataHash.mismatch");
  with([](Value& hash) { set(hash, "pad", cbor::bytes("hidden")); });
  expect(forge, "assertion.dataHash.malformed");
  with([](Value& hash) { remove(hash, "hash"); });
  expect(forge, "assertion.dataHash.malformed");
  with([](Value& hash) { set(hash, "alg", cbor::text("sha1")); });
  expect(forge, "algorithm.unsupported");
  // What is beside a file may leave out nothing of it.
  with([&](Value& hash) { hash.set("exclusions", cbor::array({range(0, 4)})); });
  expect(forge, "assertion.dataHash.malformed");
  with([&](Value& hash) { hash.set("exclusions", cbor::array({range(5, 0), range(3, 0)})); });
  expect(forge, "assertion.dataHash.malformed");
  with([&](Value& hash) { hash.set("exclusions", cbor::array({range(1, UINT64_MAX)})); });
  expect(forge, "assertion.dataHash.mismatch");
  with([&](Value& hash) { hash.set("exclusions", cbor::array({range(0, 1000)})); });
  expect(forge, "assertion.dataHash.mismatch");
  with([&](Value& hash) { hash.set("exclusions", cbor::array({cbor::text("all")})); });
  expect(forge, "assertion.dataHash.malformed");
}

TEST(CheckTest, Actions) {
  Forge forge;
  const auto with = [&](std::vector<Value> list) {
    forge.created = {{"c2pa.hash.data", data_hash(forge.asset)}, {"c2pa.actions.v2", actions(std::move(list))}};
  };
  forge.created = {{"c2pa.hash.data", data_hash(forge.asset)}};
  expect(forge, "assertion.action.malformed");
  with({});
  EXPECT_NE(codes(check(forge)).find("assertion.action.malformed"), std::string::npos);
  with({action("c2pa.edited", kAi)});
  expect(forge, "assertion.action.malformed");
  with({action("c2pa.created", kAi), action("c2pa.created", kAi)});
  expect(forge, "assertion.action.malformed");
  with({cbor::map()});
  EXPECT_NE(codes(check(forge)).find("assertion.action.malformed"), std::string::npos);
  with({action("c2pa.opened")});
  expect(forge, "assertion.action.ingredientMismatch");
  Value opened = action("c2pa.opened");
  opened.set("parameters",
             cbor::map({{"ingredients", cbor::array({reference("c2pa.assertions/c2pa.ingredient.v3", "x")})}}));
  with({opened});
  expect(forge, "assertion.action.ingredientMismatch");
  const Value component = cbor::map({{"relationship", cbor::text("componentOf")}});
  forge.created = {{"c2pa.hash.data", data_hash(forge.asset)},
                   {"c2pa.ingredient.v3", component},
                   {"c2pa.actions.v2", actions({opened})}};
  expect(forge, "assertion.action.ingredientMismatch");
  const Value parent = cbor::map({{"relationship", cbor::text("parentOf")}});
  forge.created[1].second = parent;
  EXPECT_EQ(check(forge).verdict, Verdict::trusted);
  EXPECT_EQ(check(forge).ai_generated, false);
  forge.created.insert(forge.created.begin() + 1, {"c2pa.ingredient.v3__1", parent});
  expect(forge, "manifest.multipleParents");
}

// Who only gathers an assertion does not state it.
TEST(CheckTest, GatheredIsNotStated) {
  Forge forge;
  forge.created = {{"c2pa.hash.data", data_hash(forge.asset)}};
  forge.gathered = {{"c2pa.actions.v2", actions({action("c2pa.created", kAi)})}};
  const Report report = check(forge);
  EXPECT_EQ(report.verdict, Verdict::trusted) << codes(report);
  EXPECT_EQ(report.ai_generated, std::nullopt);
  EXPECT_EQ(report.gathered_types, std::vector<std::string>{std::string(kAi)});
}

Value ingredient_of(const std::string& manifest_box, const std::string& label) {
  const auto box = read_store(make_superbox(box_uuid("c2pa"), "c2pa", manifest_box), "x");
  std::string store = make_superbox(box_uuid("c2pa"), "c2pa", manifest_box);
  const auto read = read_store(store, "x");
  const std::string signature(read->children[0].child("c2pa.signature")->content);
  return cbor::map({{"relationship", cbor::text("parentOf")},
                    {"activeManifest", reference("/c2pa/" + label, manifest_box.substr(8))},
                    {"claimSignature", reference("/c2pa/" + label + "/c2pa.signature", signature)},
                    {"validationResults", cbor::map()}});
}

Forge with_parent(const Forge& parent) {
  Forge forge;
  forge.label = "urn:c2pa:22222222-2222-4222-8222-222222222222";
  forge.before = parent.manifest();
  const Value ingredient = ingredient_of(forge.before, parent.label);
  Value opened = action("c2pa.opened");
  opened.set("parameters",
             cbor::map({{"ingredients", cbor::array({reference("c2pa.assertions/c2pa.ingredient.v3",
                                                               boxed("c2pa.ingredient.v3", ingredient).substr(8))})}}));
  forge.created = {{"c2pa.hash.data", data_hash(forge.asset)},
                   {"c2pa.ingredient.v3", ingredient},
                   {"c2pa.actions.v2", actions({opened})}};
  return forge;
}

TEST(CheckTest, Ingredients) {
  const Forge forge = with_parent(Forge{});
  const Report report = check(forge);
  EXPECT_EQ(report.verdict, Verdict::trusted) << codes(report);
  EXPECT_TRUE(report.ai_in_ingredients);
  EXPECT_EQ(report.ai_generated, false);
  Forge gone = forge;
  gone.before.clear();
  expect(gone, "ingredient.manifest.missing");
  Forge changed = forge;
  changed.before.back() ^= 1;  // in the signature of the parent
  const std::string found = codes(check(changed));
  EXPECT_NE(found.find("ingredient.manifest.mismatch"), std::string::npos) << found;
  EXPECT_NE(found.find("claimSignature.mismatch"), std::string::npos) << found;
  // A parent that was broken all along, and a child that does not tell.
  Forge broken;
  broken.cose = [](Value& whole) { whole.items.front().items[3].owned[0] ^= 1; };
  EXPECT_EQ(codes(check(with_parent(broken))), "claimSignature.mismatch");
  // A chain longer than anybody needs ends.
  Forge deep;
  for (int i = 0; i < 40; ++i) {
    Forge next = with_parent(deep);
    next.label = "urn:c2pa:chain" + std::to_string(i);
    next.before = deep.before + deep.manifest();
    deep = next;
  }
  EXPECT_EQ(check(deep).verdict, Verdict::invalid);
}

TEST(CheckTest, UpdateManifests) {
  const Forge parent;
  Forge update = with_parent(parent);
  update.update = true;
  update.created.erase(update.created.begin());  // no binding
  EXPECT_EQ(check(update).verdict, Verdict::trusted) << codes(check(update));
  update.asset = "khác";
  expect(update, "assertion.dataHash.mismatch");
  update.asset = parent.asset;
  update.created.insert(update.created.begin(), {"c2pa.hash.data", data_hash(update.asset)});
  expect(update, "manifest.update.invalid");
  update.created = {{"c2pa.actions.v2", actions({action("c2pa.edited")})}};
  EXPECT_NE(codes(check(update)).find("manifest.update.wrongParents"), std::string::npos);
}

// A token of a time-stamping authority of OpenSSL's over `message`; empty: there is no openssl.
std::string time_stamp(const std::string& message) {
  const std::string folder = ::testing::TempDir() + "dau_tsa/";
  const std::string data = DAU_SOURCE_DIR "/tests/data/mark/";
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "message", std::ios::binary) << message;
  std::ofstream(folder + "tsa.cnf") << "[tsa]\ndefault_tsa = t\n[t]\nserial = " << folder
                                    << "serial\ndefault_policy = 1.2.3.4\nsigner_digest = sha256\ndigests = sha256\n"
                                       "ess_cert_id_alg = sha256\n";
  const std::string command = "cd " + folder +
                              " && openssl ts -query -data message -sha256 -cert -no_nonce -out q 2>/dev/null && "
                              "openssl ts -reply -config tsa.cnf -section t -queryfile q -signer " +
                              data + "tsa.pem -inkey " + data + "tsa.key -token_out -out token 2>/dev/null";
  std::filesystem::remove(folder + "token");
  if (std::system(command.c_str()) != 0) return {};
  std::ifstream in(folder + "token", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(CheckTest, TimeStamps) {
  Forge forge;
  bool missing = false;
  bool twice = false;
  std::string other;
  forge.cose = [&](Value& whole) {
    auto& parts = whole.items.front().items;
    CoseSignature signature;
    signature.protected_bytes = std::string(parts[0].string());
    signature.signature = std::string(parts[3].string());
    const std::string token = time_stamp(to_be_stamped(signature, "") + other);
    missing = token.empty();
    Value one = cbor::map({{"val", cbor::bytes(token)}});
    Value list = cbor::array({one});
    if (twice) list.items.push_back(one);
    parts[1].set("sigTst2", cbor::map({{"tstTokens", list}}));
  };
  const std::string store = forge.store();
  if (missing) GTEST_SKIP() << "no openssl";
  const auto seen = [&](const std::string& from, std::int64_t now) {
    return *verify(forge.asset, "a.bin", from, {fixture("root.pem"), "root.pem", now});
  };
  // Long after the certificates have run out: signed in time.
  constexpr std::int64_t kYear2300 = 10'413'792'000;
  const Report report = seen(store, kYear2300);
  EXPECT_EQ(report.verdict, Verdict::trusted) << codes(report) << codes(report, StatusKind::informational);
  EXPECT_FALSE(report.signed_at.empty());
  // Nobody vouches for the authority: the token is told of and not used.
  const Report untrusted = *verify(forge.asset, "a.bin", store, {fixture("self.pem"), "x", kYear2300});
  EXPECT_EQ(codes(untrusted), "claimSignature.outsideValidity");
  EXPECT_NE(codes(untrusted, StatusKind::informational).find("timeStamp.untrusted"), std::string::npos);
  other = "something else";
  const Report mismatch = seen(forge.store(), kYear2100 - 10);
  EXPECT_EQ(mismatch.verdict, Verdict::trusted);
  EXPECT_NE(codes(mismatch, StatusKind::informational).find("timeStamp.mismatch"), std::string::npos);
  other.clear();
  twice = true;
  const Report two = seen(forge.store(), kYear2100 - 10);
  EXPECT_NE(codes(two, StatusKind::informational).find("timeStamp.malformed"), std::string::npos);
}

// What a hash leaves out must be the chunk with the store, and nothing that one sees.
TEST(CheckTest, ExclusionsOfEmbeddedStores) {
  const auto one = testing::sample("a.wav");
  const auto made = add(one.bytes, one.name, {}, testing::how());
  ASSERT_TRUE(made);
  const std::string asset = made->asset();
  // Two stores in one file.
  std::string twice = asset + asset.substr(asset.find("C2PA"));
  const std::uint32_t size = static_cast<std::uint32_t>(twice.size() - 8);
  for (int i = 0; i < 4; ++i) twice[static_cast<std::size_t>(4 + i)] = static_cast<char>(size >> (8 * i));
  const auto report = verify(twice, one.name, {}, testing::trusting());
  EXPECT_EQ(report->verdict, Verdict::invalid);
  // Bytes behind the file that is signed.
  EXPECT_EQ(verify(asset + "thêm", one.name, {}, testing::trusting())->verdict, Verdict::invalid);
}
}  // namespace
}  // namespace dau::mark
