// SPDX-License-Identifier: Apache-2.0
// hub.cc — see hub.h. Source: huggingface.co/docs/hub, repositories-licenses, model-cards and datasets-cards, 2026.
#include "eval/hub.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/yaml.h"

namespace dau::eval::hub {
namespace {
using namespace std::string_view_literals;

constexpr std::pair<std::string_view, std::string_view> kCategories[] = {{"segmentation", "token-classification"},
                                                                         {"register", "text-classification"},
                                                                         {"dialect", "text-classification"},
                                                                         {"language", "text-classification"},
                                                                         {"retrieval", "text-retrieval"},
                                                                         {"ocr", "image-to-text"},
                                                                         {"reading", "question-answering"},
                                                                         {"choice", "multiple-choice"},
                                                                         {"translation", "translation"},
                                                                         {"summarisation", "summarization"},
                                                                         {"speech", "automatic-speech-recognition"}};

// Those of SPDX that the Hub knows, in its spelling.
constexpr std::array kLicences = {"apache-2.0"sv,      "mit"sv,
                                  "cc0-1.0"sv,         "cc-by-2.0"sv,
                                  "cc-by-2.5"sv,       "cc-by-3.0"sv,
                                  "cc-by-4.0"sv,       "cc-by-sa-3.0"sv,
                                  "cc-by-sa-4.0"sv,    "cc-by-nc-2.0"sv,
                                  "cc-by-nc-3.0"sv,    "cc-by-nc-4.0"sv,
                                  "cc-by-nd-4.0"sv,    "cc-by-nc-nd-3.0"sv,
                                  "cc-by-nc-nd-4.0"sv, "cc-by-nc-sa-2.0"sv,
                                  "cc-by-nc-sa-3.0"sv, "cc-by-nc-sa-4.0"sv,
                                  "bsd-2-clause"sv,    "bsd-3-clause"sv,
                                  "gpl-2.0"sv,         "gpl-3.0"sv,
                                  "lgpl-3.0"sv,        "agpl-3.0"sv,
                                  "mpl-2.0"sv,         "unlicense"sv};

std::string lower_ascii(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}
}  // namespace

std::string_view category(std::string_view task) {
  const auto found = std::ranges::find(kCategories, task, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(kCategories) ? "text-generation" : found->second;
}

void put_licence(const std::string& expression, json::Value& metadata) {
  const std::string word = lower_ascii(expression);
  if (expression.empty()) {
    metadata["license"] = "unknown";
  } else if (std::ranges::find(kLicences, word) != kLicences.end()) {
    metadata["license"] = word;
  } else {
    metadata["license"] = "other";
    metadata["license_name"] = expression;
  }
}

std::string_view size_category(std::uint64_t cases) {
  return cases < 1'000       ? "n<1K"
         : cases < 10'000    ? "1K<n<10K"
         : cases < 100'000   ? "10K<n<100K"
         : cases < 1'000'000 ? "100K<n<1M"
                             : "n>1M";
}

std::string front_matter(const json::Value& metadata) { return "---\n" + yaml::dump(metadata) + "---\n"; }

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? "\\|" : std::string(1, c == '\n' || c == '\r' ? ' ' : c);
  return out;
}
}  // namespace dau::eval::hub
