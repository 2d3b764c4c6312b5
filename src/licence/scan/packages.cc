// SPDX-License-Identifier: Apache-2.0
// packages.cc — what package files say: package.json, pyproject.toml, debian/copyright.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/toml.h"
#include "licence/scan/found.h"

namespace dau::licence {
namespace {
std::string text_of(const json::Value& object, std::string_view name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void declare(Found& found, std::string text) {
  if (!text.empty()) found.declared.push_back({std::move(text), {}});
}

// "MIT", {"type": "MIT"}, or a list of these, of which any may be chosen.
std::string npm_licence(const json::Value& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object()) return text_of(value, "type");
  std::vector<std::string> all;
  if (value.is_array())
    for (const json::Value& element : value)
      if (std::string one = element.is_array() ? std::string() : npm_licence(element); !one.empty())
        all.push_back(std::move(one));
  return fmt::format("{}", fmt::join(all, " OR "));
}

// "Name <mail> (url)" or {"name": …}
std::string npm_author(const json::Value& package) {
  const std::string text = text_of(package, "author");
  const auto author = package.find("author");
  return !text.empty() || author == package.end() ? text : text_of(*author, "name");
}

// Debian's short names for what SPDX calls otherwise.
std::string spdx_of_debian(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"Expat", "MIT"},
       {"BSD-3-clause", "BSD-3-Clause"},
       {"BSD-2-clause", "BSD-2-Clause"},
       {"public-domain", "LicenseRef-public-domain-claimed"},
       {"Apache-2", "Apache-2.0"},
       {"Artistic", "Artistic-1.0"}}};
  for (const auto& [debian, spdx] : kNames)
    if (name == debian) return std::string(spdx);
  // GPL-2+, LGPL-2.1, AGPL-3
  const std::size_t hyphen = name.find("GPL-");
  if (hyphen == std::string_view::npos || hyphen > 1) return std::string(name);
  const bool later = name.ends_with('+');
  std::string id(later ? name.substr(0, name.size() - 1) : name);
  if (id.find('.') == std::string::npos) id += ".0";
  return id + (later ? "-or-later" : "-only");
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// "GPL-2+ or Artistic" with each name as SPDX writes it.
std::string debian_expression(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" ,"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const bool joint = word == "and" || word == "or" || word == "with";
    out += (out.empty() ? "" : " ");
    out += joint ? word == "and" ? "AND" : word == "or" ? "OR" : "WITH" : spdx_of_debian(word);
  }
  return out;
}
}  // namespace

Result<Found> read_package_json(std::string_view text, const std::string& name) {
  DAU_TRY(const json::Value package, json::parse(text, name));
  Found found;
  if (!package.is_object()) return Error{Errc::corrupt, "not a JSON object", name};
  found.kind = "software";
  found.name = text_of(package, "name");
  found.version = text_of(package, "version");
  found.description = text_of(package, "description");
  found.attribution = npm_author(package);
  for (const std::string_view member : {"license", "licenses"})
    if (const auto licence = package.find(member); licence != package.end()) declare(found, npm_licence(*licence));
  return found;
}

Result<Found> read_pyproject(std::string_view text, const std::string& name) {
  DAU_TRY(const json::Value document, toml_text::parse(text, name));
  Found found;
  const auto section = document.find("project");
  const auto tool = document.find("tool");
  const bool poetry =
      section == document.end() && tool != document.end() && tool->is_object() && tool->contains("poetry");
  if (section == document.end() && !poetry) return found;
  const json::Value& project = poetry ? (*tool)["poetry"] : *section;
  if (!project.is_object()) return found;
  found.kind = "software";
  found.name = text_of(project, "name");
  found.version = text_of(project, "version");
  found.description = text_of(project, "description");
  declare(found, text_of(project, "license"));
  if (const auto licence = project.find("license"); licence != project.end() && licence->is_object())
    declare(found, text_of(*licence, "text"));
  if (!found.declared.empty()) return found;
  constexpr std::string_view kClassifier = "License :: OSI Approved :: ";
  if (const auto all = project.find("classifiers"); all != project.end() && all->is_array())
    for (const json::Value& one : *all)
      if (one.is_string() && one.get_ref<const std::string&>().starts_with(kClassifier))
        declare(found, one.get<std::string>().substr(kClassifier.size()));
  return found;
}

// The machine-readable form: paragraphs of "Field: value"; those with Files name a licence each, and all of them apply.
Result<Found> read_debian_copyright(std::string_view text, const std::string& name) {
  Found found;
  if (text.find("copyright-format") == std::string_view::npos) return found;
  if (text.find('\0') != std::string_view::npos) return Error{Errc::corrupt, "not a text", name};
  found.kind = "software";
  bool files = false;
  std::vector<std::string> licences;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (trimmed(line).empty()) files = false;
    if (line.starts_with("Files:")) files = true;
    if (line.starts_with("Upstream-Name:")) found.name = trimmed(line.substr(14));
    if (!files || !line.starts_with("License:")) continue;
    std::string licence = debian_expression(trimmed(line.substr(8)));
    if (licence.find(" OR ") != std::string::npos) licence = fmt::format("({})", licence);
    if (!licence.empty() && std::ranges::find(licences, licence) == licences.end())
      licences.push_back(std::move(licence));
  }
  declare(found, fmt::format("{}", fmt::join(licences, " AND ")));
  return found;
}

Found read_spdx_lines(std::string_view text) {
  constexpr std::string_view kTag = "SPDX-License-Identifier:";
  constexpr std::size_t kBegin = 2048;  // bytes from the begin of a file: a header stands there, and data does not
  Found found;
  std::string_view head = text.substr(0, kBegin);
  const std::size_t at = head.find(kTag);
  if (at == std::string_view::npos) return found;
  std::string_view line = text.substr(at + kTag.size());
  line = trimmed(line.substr(0, std::min(line.find('\n'), std::size_t{512})));
  for (const std::string_view end : {"*/", "-->", "#}", "%>", "\""})
    if (line.ends_with(end)) line = trimmed(line.substr(0, line.size() - end.size()));
  declare(found, std::string(line));
  return found;
}
}  // namespace dau::licence
