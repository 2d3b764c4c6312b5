// SPDX-License-Identifier: Apache-2.0
// card.cc — model and data cards of Hugging Face: YAML between two lines of three hyphens.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/yaml.h"
#include "licence/scan/found.h"

namespace dau::licence {
namespace {
// The text between the first line "---" and the next; empty when there is none.
std::string_view front_matter(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return {};
  const std::size_t begin = text.find('\n') + 1;
  for (std::size_t line = begin; line < text.size();) {
    const std::string_view rest = text.substr(line);
    if (rest.starts_with("---\n") || rest.starts_with("---\r\n") || rest == "---")
      return text.substr(begin, line - begin);
    const std::size_t end = text.find('\n', line);
    if (end == std::string_view::npos) break;
    line = end + 1;
  }
  return {};
}

// A member that is a text or a list of texts.
std::vector<std::string> texts_of(const json::Value& card, std::string_view name) {
  std::vector<std::string> out;
  const auto found = card.find(name);
  if (found == card.end()) return out;
  if (found->is_string()) out.push_back(found->get<std::string>());
  if (found->is_array())
    for (const json::Value& element : *found)
      if (element.is_string()) out.push_back(element.get<std::string>());
  return out;
}

// "other" says that license_name tells it.
std::string stated_licence(const std::string& licence, const std::vector<std::string>& names) {
  return (licence == "other" || licence == "unknown") && !names.empty() ? names.front() : licence;
}
}  // namespace

Result<Found> read_card(std::string_view text, const std::string& name) {
  Found found;
  const std::string_view matter = front_matter(text);
  if (matter.empty()) return found;
  DAU_TRY(const json::Value card, yaml::parse(matter, name));
  if (!card.is_object()) return found;
  const std::vector<std::string> names = texts_of(card, "license_name");
  for (const std::string& licence : texts_of(card, "license"))
    found.declared.push_back({stated_licence(licence, names), {}});
  if (found.declared.empty() && !names.empty()) found.declared.push_back({names.front(), {}});
  // Adapters, merges and quantised copies (base_model_relation) carry all of the base's licence, as fine-tuning does.
  for (const std::string& target : texts_of(card, "base_model"))
    found.edges.push_back({Relation::fine_tuned_from, target});
  for (const std::string& target : texts_of(card, "datasets")) found.edges.push_back({Relation::trained_on, target});
  const bool data =
      card.contains("dataset_info") || card.contains("task_categories") || card.contains("size_categories");
  const bool model = card.contains("base_model") || card.contains("pipeline_tag") || card.contains("library_name");
  found.kind = data ? "corpus" : model ? "model" : "";
  return found;
}
}  // namespace dau::licence
