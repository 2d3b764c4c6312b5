// SPDX-License-Identifier: Apache-2.0
// metrics_tool.cc — prints what src/eval computes, for differential_test.py to compare with the reference.
//
//   metrics_tool score PREDS GOLDS DRAWS SEED   texts end in a NUL byte each; one "name value" a line
//   metrics_tool random SEED N COUNT            COUNT numbers below N
//   metrics_tool task SCORER DRAWS SEED         reads {"input", "references", "output"} a line; value, low and high a
//   line
//   metrics_tool compare SCORER DRAWS SEED      reads {"input", "references", "a", "b"} a line; difference, low, high,
//   p, cases in which a is better, and b, a line metrics_tool characters FIRST LAST          how each code point is
//   classified and taken apart
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "dau/eval/compare.h"
#include "dau/eval/interval.h"
#include "dau/eval/metrics.h"
#include "dau/eval/task_metrics.h"
#include "eval/letters.h"
#include "eval/python_random.h"
#include "eval/python_text.h"

namespace dau::eval {
namespace {
std::vector<std::string> read_texts(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> texts;
  for (std::string text; std::getline(file, text, '\0');) texts.push_back(text);
  return texts;
}

void print(const char* name, double value) { std::printf("%s %.17g\n", name, value); }
void print(const char* name, std::uint64_t count) {
  std::printf("%s %llu\n", name, static_cast<unsigned long long>(count));
}

void print_nom(Texts preds, Texts golds) {
  const NomWords words = nom_words(preds, golds);
  print("nom.accuracy", words.accuracy().value());
  print("nom.exact", words.sentence_exact().value());
  print("nom.diacritic_recall", nom_diacritics(preds, golds).recall().value());
  const NomErrors errors = nom_errors(preds, golds);
  print("errors.correct", errors.correct);
  print("errors.missed_diacritic", errors.missed_diacritic);
  print("errors.wrong_tone", errors.wrong_tone);
  print("errors.base_char", errors.base_char);
  print("errors.extra_word", errors.extra_word);
  print("errors.missing_word", errors.missing_word);
}

void print_aligned(Texts preds, Texts golds) {
  const AlignedWords words = aligned_words(preds, golds);
  print("words.word_acc", words.accuracy().value());
  print("words.wer", words.error_rate().value());
  print("words.diacritic_recall", words.diacritic_recall().value());
  print("words.sentence_exact", words.sentence_exact().value());
  print("syllable_accuracy", syllables(preds, golds).accuracy().value());
}

void print_segmentation(Texts preds, Texts golds) {
  const Segmentation words = segmentation(preds, golds);
  print("segmentation.precision", words.precision().value());
  print("segmentation.recall", words.recall().value());
  print("segmentation.f1", words.f1().value());
}

void print_characters(Texts preds, Texts golds) {
  const Characters c = characters(preds, golds);
  print("characters.gold_chars", c.gold);
  print("characters.insert", c.inserted);
  print("characters.delete", c.deleted);
  print("characters.base", c.base);
  print("characters.tone", c.tone);
  print("characters.mark", c.mark);
  print("characters.tone_mark", c.tone_mark);
  print("characters.case", c.letter_case);
  print("characters.base_gold", c.base_gold);
  print("characters.base_edits", c.base_edits);
  print("cer", c.error_rate().value());
  print("diacritic_only", c.diacritic_error_rate().value());
}

void print_texts(Texts golds) {
  std::uint64_t marked = 0;
  std::string normal, stripped;
  for (const std::string& gold : golds) {
    marked += has_diacritics(gold) ? 1 : 0;
    normal += normalize_punct(gold) + '\n';
    stripped += strip_diacritics(gold) + '\n';
  }
  print("texts.marked", marked);
  const auto print_hex = [](const char* name, std::string_view bytes) {
    std::printf("%s ", name);
    for (const char c : bytes) std::printf("%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    std::printf("\n");
  };
  print_hex("texts.normalize_punct", normal);
  print_hex("texts.strip_diacritics", stripped);
}

int print_intervals(Texts preds, Texts golds, const BootstrapOptions& options) {
  std::vector<Series> series(5);
  for (std::size_t i = 0; i < golds.size(); ++i) {
    series[0].push_back(nom_words(preds[i], golds[i]).accuracy());
    series[1].push_back(nom_diacritics(preds[i], golds[i]).recall());
    series[2].push_back(aligned_words(preds[i], golds[i]).accuracy());
    series[3].push_back(syllables(preds[i], golds[i]).accuracy());
    series[4].push_back(segmentation(preds[i], golds[i]).f1());
  }
  const auto intervals = bootstrap(series, options);
  if (!intervals) return 1;
  const char* names[] = {"nom.accuracy", "nom.diacritic_recall", "words.word_acc", "syllable_accuracy",
                         "segmentation.f1"};
  for (std::size_t m = 0; m < series.size(); ++m) {
    print((std::string("low.") + names[m]).c_str(), (*intervals)[m].low);
    print((std::string("high.") + names[m]).c_str(), (*intervals)[m].high);
  }
  return 0;
}

int score(char** args) {
  const std::vector<std::string> preds = read_texts(args[0]), golds = read_texts(args[1]);
  print_nom(preds, golds);
  print_aligned(preds, golds);
  print_characters(preds, golds);
  print_segmentation(preds, golds);
  print_texts(golds);
  return print_intervals(preds, golds, {.draws = std::atoi(args[2]), .seed = std::atoll(args[3])});
}

// Cases, and the members of each that are answers.
struct Asked {
  std::vector<Case> cases;
  std::vector<std::vector<std::string>> outputs;
};

Asked read_asked(std::initializer_list<const char*> members) {
  Asked asked;
  asked.outputs.resize(members.size());
  for (std::string line; std::getline(std::cin, line);) {
    const nlohmann::json value = nlohmann::json::parse(line);
    Case one;
    one.id = std::to_string(asked.cases.size() + 1);
    one.input = value.at("input");
    one.references = value.at("references").get<std::vector<std::string>>();
    one.reference = one.references.front();
    one.references.erase(one.references.begin());
    asked.cases.push_back(std::move(one));
    std::size_t at = 0;
    for (const char* member : members) asked.outputs[at++].push_back(value.at(member));
  }
  return asked;
}

// The metrics of answers that come as JSON lines.
int print_task(char** args) {
  const Scorer* scorer = find_scorer(args[0]);
  if (scorer == nullptr) return 1;
  const Asked asked = read_asked({"output"});
  std::vector<const Case*> pointers;
  for (const Case& one : asked.cases) pointers.push_back(&one);
  const std::vector<std::string_view> views(asked.outputs[0].begin(), asked.outputs[0].end());
  const auto scores = score_cases(*scorer, pointers, views, {.draws = std::atoi(args[1]), .seed = std::atoll(args[2])});
  if (!scores) return 1;
  for (std::size_t m = 0; m < scorer->metrics.size(); ++m)
    std::printf("%s %.17g %.17g %.17g\n", std::string(scorer->metrics[m].name).c_str(), scores->value[m],
                scores->low[m], scores->high[m]);
  return 0;
}

int print_comparison(char** args) {
  TaskFile task;
  task.scorer = args[0];
  const Asked asked = read_asked({"a", "b"});
  std::vector<std::vector<Answer>> answers(2);
  for (std::size_t side = 0; side < 2; ++side)
    for (const std::string& output : asked.outputs[side]) answers[side].push_back({"", "", "", output, ""});
  const auto cells =
      compare(task, asked.cases, answers[0], answers[1], {.draws = std::atoi(args[1]), .seed = std::atoll(args[2])});
  if (!cells) return 1;
  for (const Difference& one : cells->front().metrics)
    std::printf("%s %.17g %.17g %.17g %.17g %llu %llu\n", one.metric.c_str(), one.difference, one.low, one.high, one.p,
                static_cast<unsigned long long>(one.a_better), static_cast<unsigned long long>(one.b_better));
  return 0;
}

int print_random(char** args) {
  PythonRandom random(std::atoll(args[0]));
  const auto n = static_cast<std::uint32_t>(std::strtoul(args[1], nullptr, 10));
  for (int i = 0; i < std::atoi(args[2]); ++i) std::printf("%lu\n", static_cast<unsigned long>(random.randrange(n)));
  return 0;
}

void print_points(std::u32string_view text) {
  for (const char32_t c : text) std::printf("%x,", static_cast<unsigned>(c));
}

int print_characters(char** args) {
  const auto first = static_cast<char32_t>(std::strtoul(args[0], nullptr, 16));
  const auto last = static_cast<char32_t>(std::strtoul(args[1], nullptr, 16));
  for (char32_t c = first; c <= last; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const CharParts parts = split_char(c);
    std::printf("%x %d %d %d ", static_cast<unsigned>(c), is_space(c), is_run_letter(c), is_nonspacing(c));
    print_points(lower({&c, 1}));
    std::printf(" ");
    const std::u32string_view base(parts.base.data(), parts.base.size());
    print_points(base.substr(0, std::max<std::size_t>(1, base.find_last_not_of(U'\0') + 1)));
    std::printf(" %x %x %d\n", static_cast<unsigned>(parts.mark), static_cast<unsigned>(parts.tone), parts.upper);
  }
  return 0;
}
}  // namespace
}  // namespace dau::eval

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "score" && argc == 6) return dau::eval::score(argv + 2);
  if (mode == "random" && argc == 5) return dau::eval::print_random(argv + 2);
  if (mode == "characters" && argc == 4) return dau::eval::print_characters(argv + 2);
  if (mode == "task" && argc == 5) return dau::eval::print_task(argv + 2);
  if (mode == "compare" && argc == 5) return dau::eval::print_comparison(argv + 2);
  std::fputs("usage: metrics_tool score|task|compare|random|characters …\n", stderr);
  return 2;
}
