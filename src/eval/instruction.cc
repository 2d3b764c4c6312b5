// SPDX-License-Identifier: Apache-2.0
// instruction.cc — what an instruction demands of its answer, checked by words: no model judges another here.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/json.h"
#include "eval/python_text.h"
#include "eval/task_counts.h"

namespace dau::eval {
namespace {
using Words = std::vector<std::string>;

// A phrase stands in a text when its words stand there one after the other.
bool has_phrase(const Words& text, const std::string& phrase) {
  const Words words = word_runs(phrase);
  return !words.empty() && std::search(text.begin(), text.end(), words.begin(), words.end()) != text.end();
}

bool is_texts(const json::Value& value) {
  return value.is_array() && !value.empty() && std::ranges::all_of(value, &json::Value::is_string);
}

bool is_count(const json::Value& value) { return value.is_number_unsigned(); }

struct Kind {
  std::string_view name;
  bool (*fits)(const json::Value& value);
  bool (*met)(const json::Value& value, const Words& words, std::string_view output);
};

std::size_t phrases_in(const json::Value& value, const Words& words) {
  return static_cast<std::size_t>(std::ranges::count_if(
      value, [&](const json::Value& phrase) { return has_phrase(words, phrase.get_ref<const std::string&>()); }));
}

std::size_t lines_of(std::string_view output) {
  std::size_t lines = 0;
  bool blank = true;
  for (const char c : output) {
    if (c == '\n') {
      blank = true;
    } else if (blank && static_cast<unsigned char>(c) > ' ') {
      ++lines;
      blank = false;
    }
  }
  return lines;
}

constexpr Kind kKinds[] = {
    {"any_of", is_texts, [](const json::Value& v, const Words& w, std::string_view) { return phrases_in(v, w) > 0; }},
    {"all_of", is_texts,
     [](const json::Value& v, const Words& w, std::string_view) { return phrases_in(v, w) == v.size(); }},
    {"none_of", is_texts, [](const json::Value& v, const Words& w, std::string_view) { return phrases_in(v, w) == 0; }},
    {"min_words", is_count,
     [](const json::Value& v, const Words& w, std::string_view) { return w.size() >= v.get<std::uint64_t>(); }},
    {"max_words", is_count,
     [](const json::Value& v, const Words& w, std::string_view) { return w.size() <= v.get<std::uint64_t>(); }},
    {"lines", is_count,
     [](const json::Value& v, const Words&, std::string_view o) { return lines_of(o) == v.get<std::uint64_t>(); }},
};

// {"any_of": ["má", "tía"]}: one member, of kKinds.
Result<void> check_demand(const std::string& text, const std::string& id) {
  DAU_TRY(const json::Value demand, json::parse(text, id));
  if (demand.is_object() && demand.size() == 1)
    for (const Kind& kind : kKinds)
      if (demand.begin().key() == kind.name && kind.fits(demand.begin().value())) return {};
  return Error{Errc::corrupt, fmt::format("not a demand: {}", text), id};
}

bool is_met(const std::string& text, const Words& words, std::string_view output) {
  const auto demand = json::parse(text);
  if (!demand || !demand->is_object() || demand->empty()) return false;
  const auto kind = std::ranges::find(kKinds, demand->begin().key(), &Kind::name);
  return kind != std::end(kKinds) && kind->fits(demand->begin().value()) &&
         kind->met(demand->begin().value(), words, output);
}
}  // namespace

std::vector<Ratio> count_instruction(const Case& one, std::string_view output) {
  const Words words = word_runs(output);
  std::uint64_t met = words.empty() ? 0 : (is_met(one.reference, words, output) ? 1 : 0);
  for (const std::string& demand : one.references) met += !words.empty() && is_met(demand, words, output) ? 1 : 0;
  const std::uint64_t all = one.references.size() + 1;
  return {{met == all ? std::uint64_t{1} : 0, 1}, {met, all}};
}

Result<void> check_instruction(const Case& one) {
  DAU_CHECK(check_demand(one.reference, one.id));
  for (const std::string& demand : one.references) DAU_CHECK(check_demand(demand, one.id));
  return {};
}
}  // namespace dau::eval
