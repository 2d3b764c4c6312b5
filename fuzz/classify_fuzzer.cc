// SPDX-License-Identifier: Apache-2.0
// classify_fuzzer.cc — arbitrary bytes as a line to be labelled: an error that names the bad byte, or a label.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "dau/text/dialect.h"
#include "dau/text/language.h"
#include "dau/text/register.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "testing/tiny_linear.h"

namespace dau::text {
namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

const LanguageIdentifier& identifier() {
  static const std::vector<std::byte> bytes = [] {
    auto known = testing::features_of("xin chao", append_language_features, {40, -20, -20});
    for (auto& feature : testing::features_of("the end", append_language_features, {-20, 40, -20}))
      known.push_back(feature);
    return *model::to_bytes(testing::tiny_linear_model("language", "language-1", {"vi", "en", "und"}, known));
  }();
  static const LanguageIdentifier opened = *LanguageIdentifier::from(*model::Container::view(bytes, "language"));
  return opened;
}

void check_scores(const LabelResult& result) {
  float total = 0, before = 1;
  for (const auto& [label, score] : result.scores) {
    demand(score >= 0 && score <= before);
    total += before = score;
  }
  demand(result.scores.empty() || std::abs(total - 1) < 1e-3f);
}

void check_language(std::string_view line, bool valid) {
  const auto result = identifier().identify(line);
  demand(static_cast<bool>(result) == valid);
  if (!valid) return demand(result.error().code == Errc::invalid_utf8);
  check_scores(*result);
  demand(result->abstained == (result->label == "und"));
  demand(to_json(*result) == to_json(*identifier().identify(unicode::to_nfd(line))));
}

const RegisterClassifier& classifier() {
  static const std::vector<std::byte> bytes = *model::to_bytes(
      testing::tiny_linear_model("register", "register-1", {"legal", "news"},
                                 testing::features_of("nghị định này", append_register_features, {60, -60})));
  static const RegisterClassifier opened = *RegisterClassifier::from(*model::Container::view(bytes, "register"));
  return opened;
}

void check_register(std::string_view line, bool valid) {
  const auto result = classifier().classify(line);
  demand(static_cast<bool>(result) == valid);
  if (!valid) return demand(result.error().code == Errc::invalid_utf8);
  check_scores(*result);
  demand(result->abstained == (result->label == "unknown"));
}

void check_dialect(std::string_view line, bool valid) {
  const auto result = DialectClassifier().classify(line);
  demand(static_cast<bool>(result) == valid);
  if (!valid) return demand(result.error().code == Errc::invalid_utf8);
  check_scores(*result);
  std::size_t end = 0;
  for (const DialectEvidence& evidence : result->evidence) {
    demand(evidence.span.begin >= end && evidence.span.begin < evidence.span.end && evidence.span.end <= line.size());
    demand(evidence.points >= 1 && evidence.points <= 4);
    end = evidence.span.end;
  }
  demand(result->evidence.size() >= result->edits.size());
  demand(!unicode::find_invalid_utf8(apply_edits(line, result->edits)));
  demand(!to_json(*result, line, true).empty());
}
}  // namespace
}  // namespace dau::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const bool valid = !dau::unicode::find_invalid_utf8(line);
  dau::text::check_language(line, valid);
  dau::text::check_register(line, valid);
  dau::text::check_dialect(line, valid);
  return 0;
}
