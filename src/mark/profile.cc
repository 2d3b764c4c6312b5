// SPDX-License-Identifier: Apache-2.0
// profile.cc — see profile.h.
#include "mark/profile.h"

#include <utility>

#include "base/yaml.h"

namespace dau::mark {
namespace {
constexpr std::pair<std::string_view, std::string_view> kFiles[] = {
#include "mark/marks.inc"
};

Result<std::string> text_at(const json::Value& value, std::initializer_list<const char*> path) {
  const json::Value* at = &value;
  for (const char* name : path) {
    const auto found = at->is_object() ? at->find(name) : at->end();
    if (!at->is_object() || found == at->end())
      return Error{Errc::corrupt, std::string("the profile of the mark lacks ") + name, "profile"};
    at = &*found;
  }
  if (!at->is_string()) return Error{Errc::corrupt, "a member of the profile that is no text", "profile"};
  return at->get<std::string>();
}
}  // namespace

std::string_view builtin_mark_file(std::string_view name) {
  for (const auto& [path, content] : kFiles)
    if (path.substr(path.rfind('/') + 1) == name) return content;
  return {};
}

Result<ProfileMark> make_profile_mark(const AddOptions& options, const std::string& when) {
  if (options.profile_yaml == "none") return ProfileMark{};
  const std::string text =
      options.profile_yaml.empty() ? std::string(builtin_mark_file("vn-ai-mark-1.yaml")) : options.profile_yaml;
  DAU_TRY(const json::Value profile, yaml::parse(text, "profile"));
  DAU_TRY(const std::string label, text_at(profile, {"label"}));
  DAU_TRY(const std::string id, text_at(profile, {"id"}));
  const char* const kind = options.origin == Origin::created ? "created" : "edited";
  DAU_TRY(const std::string vi, text_at(profile, {"statements", kind, "vi"}));
  DAU_TRY(const std::string en, text_at(profile, {"statements", kind, "en"}));
  ProfileMark out{label, cbor::map({{"profile", cbor::text(id)},
                                    {"kind", cbor::text(kind)},
                                    {"statement", cbor::map({{"vi", cbor::text(vi)}, {"en", cbor::text(en)}})},
                                    {"time", cbor::tagged(0, cbor::text(when))}})};
  if (!options.provider.empty()) out.value.set("provider", cbor::text(options.provider));
  if (!options.system.empty()) out.value.set("system", cbor::text(options.system));
  cbor::Value basis = cbor::array();
  if (const auto list = profile.find("legal_basis"); list != profile.end() && list->is_array())
    for (const json::Value& one : *list)
      if (one.is_string()) basis.items.push_back(cbor::text(one.get<std::string>()));
  out.value.set("legal_basis", std::move(basis));
  return out;
}
}  // namespace dau::mark
