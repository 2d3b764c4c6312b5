// SPDX-License-Identifier: Apache-2.0
// manifest.cc — see manifest.h.
#include "mark/manifest.h"

namespace dau::mark {
ManifestKind manifest_kind(const Box& box) {
  if (box.uuid == box_uuid("c2ma")) return ManifestKind::standard;
  if (box.uuid == box_uuid("c2um")) return ManifestKind::update;
  if (box.uuid == box_uuid("c2cm")) return ManifestKind::compressed;
  return ManifestKind::other;
}

std::string uri_of(std::string_view manifest, std::string_view rest) {
  std::string out = "self#jumbf=/c2pa/" + std::string(manifest);
  if (!rest.empty()) out += "/" + std::string(rest);
  return out;
}

std::optional<HashedUri> read_hashed_uri(const cbor::Value& value) {
  const auto url = value.text_member("url");
  const cbor::Value* const hash = value.member("hash", cbor::Kind::bytes);
  if (!url || hash == nullptr) return std::nullopt;
  return HashedUri{*url, value.text_member("alg").value_or(""), std::string(hash->string())};
}

std::optional<Target> resolve(std::string_view url, std::string_view manifest) {
  constexpr std::string_view kScheme = "self#jumbf=";
  constexpr std::string_view kRoot = "/c2pa/";
  if (!url.starts_with(kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  for (std::size_t at = 0; at <= url.size();) {  // no step up
    const std::size_t end = std::min(url.find('/', at), url.size());
    if (url.substr(at, end - at) == "..") return std::nullopt;
    at = end + 1;
  }
  if (!url.starts_with('/')) return Target{std::string(manifest), std::string(url)};
  if (!url.starts_with(kRoot)) return std::nullopt;
  url.remove_prefix(kRoot.size());
  const std::size_t slash = url.find('/');
  if (slash == std::string_view::npos) return Target{std::string(url), ""};
  return Target{std::string(url.substr(0, slash)), std::string(url.substr(slash + 1))};
}

const Box* box_at(const Box& from, std::string_view path) {
  const Box* box = &from;
  while (box != nullptr && !path.empty()) {
    const std::size_t slash = path.find('/');
    box = box->child(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return box;
}

std::optional<DigestKind> digest_kind(std::string_view algorithm) {
  if (algorithm == "sha256") return DigestKind::sha256;
  if (algorithm == "sha384") return DigestKind::sha384;
  if (algorithm == "sha512") return DigestKind::sha512;
  return std::nullopt;
}

std::string_view without_number(std::string_view label) {
  const std::size_t at = label.rfind("__");
  if (at == std::string_view::npos || at + 2 == label.size()) return label;
  return label.substr(at + 2).find_first_not_of("0123456789") == std::string_view::npos ? label.substr(0, at) : label;
}

bool is_hard_binding(std::string_view label) {
  const std::string_view base = without_number(label);
  return base == "c2pa.hash.data" || base == "c2pa.hash.boxes" || base.starts_with("c2pa.hash.bmff") ||
         base == "c2pa.hash.collection.data";
}

bool is_ingredient(std::string_view label) {
  const std::string_view base = without_number(label);
  return base == "c2pa.ingredient" || base == "c2pa.ingredient.v2" || base == "c2pa.ingredient.v3";
}

bool is_actions(std::string_view label) {
  const std::string_view base = without_number(label);
  return base == "c2pa.actions" || base == "c2pa.actions.v2";
}

const Box* content_box(const Box& assertion, std::string_view type) {
  for (const Box& child : assertion.children)
    if (child.type == type) return &child;
  return nullptr;
}
}  // namespace dau::mark
