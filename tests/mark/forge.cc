// SPDX-License-Identifier: Apache-2.0
#include "mark/forge.h"

#include "base/bytes.h"
#include "base/certificate.h"
#include "base/digest.h"
#include "base/file.h"
#include "mark/cose.h"
#include "mark/jumbf.h"

namespace dau::mark::testing {
using cbor::Value;

std::string fixture(const std::string& name) { return *read_file(DAU_SOURCE_DIR "/tests/data/mark/" + name); }

Value data_hash(std::string_view asset) {
  return cbor::map({{"alg", cbor::text("sha256")},
                    {"pad", cbor::bytes(std::string_view())},
                    {"hash", cbor::bytes(digest_of(DigestKind::sha256, as_bytes(asset)))}});
}

Value action(std::string_view name, std::string_view source_type) {
  Value out = cbor::map({{"action", cbor::text(name)}});
  if (!source_type.empty()) out.set("digitalSourceType", cbor::text(source_type));
  return out;
}

Value actions(std::vector<Value> list) { return cbor::map({{"actions", cbor::array(std::move(list))}}); }

Value reference(const std::string& path, const std::string& content) {
  return cbor::map({{"url", cbor::text("self#jumbf=" + path)},
                    {"hash", cbor::bytes(digest_of(DigestKind::sha256, as_bytes(content)))}});
}

std::string boxed(const std::string& label, const Value& value) {
  return make_superbox(box_uuid("cbor"), label, make_box("cbor", cbor::encode(value)));
}

std::string Forge::manifest() const {
  Assertions first = created;
  if (first.empty())
    first = {
        {"c2pa.hash.data", data_hash(asset)},
        {"c2pa.actions.v2",
         actions({action("c2pa.created", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia")})}};
  std::string boxes;
  Value created_list = cbor::array();
  Value gathered_list = cbor::array();
  const auto add = [&](const Assertions& from, Value* to) {
    for (const auto& [name, value] : from) {
      const std::string box = boxed(name, value);
      boxes += box;
      if (to != nullptr) to->items.push_back(reference("c2pa.assertions/" + name, box.substr(8)));
    }
  };
  add(first, &created_list);
  add(gathered, &gathered_list);
  add(undeclared, nullptr);
  if (assertion_boxes) assertion_boxes(boxes);
  Value body = cbor::map({{"instanceID", cbor::text("xmp:iid:1")},
                          {"claim_generator_info", cbor::map({{"name", cbor::text("forge")}})},
                          {"signature", cbor::text("self#jumbf=c2pa.signature")},
                          {"created_assertions", created_list},
                          {"alg", cbor::text("sha256")}});
  if (!gathered_list.items.empty()) body.set("gathered_assertions", gathered_list);
  if (claim) claim(body);
  std::string encoded = cbor::encode(body);
  if (claim_bytes) encoded = claim_bytes(encoded);

  const ClaimKey signer = *ClaimKey::from_pem(fixture(key + ".key"), "key");
  const auto chain = *Certificate::from_pem(fixture(certificate + ".pem"), "certificate");
  const std::string right = protected_header(signer.algorithm(), {chain.front().der()});
  Value head = *cbor::decode(as_bytes(right), "head");
  if (headers) headers(head);
  const std::string protected_bytes = cbor::encode(head);
  const std::string signature = *signer.sign(as_bytes(to_be_signed(protected_bytes, encoded)));
  Value whole =
      cbor::tagged(18, cbor::array({cbor::bytes(protected_bytes), cbor::map(), cbor::null(), cbor::bytes(signature)}));
  if (cose) cose(whole);
  return make_superbox(box_uuid(update ? "c2um" : "c2ma"), label,
                       make_superbox(box_uuid("c2as"), "c2pa.assertions", boxes) +
                           make_superbox(box_uuid("c2cl"), "c2pa.claim.v2", make_box("cbor", encoded)) +
                           make_superbox(box_uuid("c2cs"), "c2pa.signature", make_box("cbor", cbor::encode(whole))) +
                           extra);
}

std::string Forge::store() const { return make_superbox(box_uuid("c2pa"), "c2pa", before + manifest()); }
}  // namespace dau::mark::testing
