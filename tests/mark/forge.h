// SPDX-License-Identifier: Apache-2.0
// forge.h — manifests as an attacker, or a careless maker, would write them: signed rightly, wrong in one thing.
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "mark/cbor.h"

namespace dau::mark::testing {
using Assertions = std::vector<std::pair<std::string, cbor::Value>>;

struct Forge {
  std::string asset = "nội dung";
  std::string label = "urn:c2pa:11111111-1111-4111-8111-111111111111";
  Assertions created;  // binding and actions where they are empty
  Assertions gathered, undeclared;
  std::string certificate = "good";  // of tests/data/mark
  std::string key = "leaf";
  bool update = false;
  std::string before;                         // boxes of older manifests
  std::string extra;                          // boxes beside the claim
  std::function<void(cbor::Value&)> claim;    // the last word on the claim …
  std::function<void(cbor::Value&)> headers;  // … the protected header
  std::function<void(cbor::Value&)> cose;     // … the COSE_Sign1, once it is signed
  std::function<std::string(std::string)> claim_bytes;
  std::function<void(std::string&)> assertion_boxes;

  std::string manifest() const;  // the manifest's box
  std::string store() const;
};

cbor::Value data_hash(std::string_view asset);
cbor::Value actions(std::vector<cbor::Value> list);
cbor::Value action(std::string_view name, std::string_view source_type = {});
cbor::Value reference(const std::string& path, const std::string& content);
std::string boxed(const std::string& label, const cbor::Value& value);
std::string fixture(const std::string& name);  // a file of tests/data/mark
}  // namespace dau::mark::testing
