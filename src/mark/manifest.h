// SPDX-License-Identifier: Apache-2.0
// manifest.h — a manifest's parts, found in its boxes; nothing is checked but that they are there.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "mark/cbor.h"
#include "mark/jumbf.h"

namespace dau::mark {
enum class ManifestKind : std::uint8_t { standard, update, compressed, other };
ManifestKind manifest_kind(const Box& box);

// "self#jumbf=/c2pa/<manifest>/c2pa.assertions/<label>"
std::string uri_of(std::string_view manifest, std::string_view rest = {});

// A hashed URI: what it points to, and the hash that must be that box's.
struct HashedUri {
  std::string url, algorithm;  // algorithm: empty where it is not given
  std::string hash;
};
std::optional<HashedUri> read_hashed_uri(const cbor::Value& value);

// Where a URI points: the manifest's label (the given one for relative URIs), and the path in it. Nothing: not of the
// store, or with "..".
struct Target {
  std::string manifest, path;  // "c2pa.assertions/c2pa.actions.v2"
};
std::optional<Target> resolve(std::string_view url, std::string_view manifest);

// The box at a path of labels; nullptr.
const Box* box_at(const Box& from, std::string_view path);

std::optional<DigestKind> digest_kind(std::string_view algorithm);

// "c2pa.actions.v2__1" → "c2pa.actions.v2"
std::string_view without_number(std::string_view label);
bool is_hard_binding(std::string_view label);
bool is_ingredient(std::string_view label);
bool is_actions(std::string_view label);

// The content box of an assertion: "cbor", "json"; nullptr for others.
const Box* content_box(const Box& assertion, std::string_view type);
}  // namespace dau::mark
