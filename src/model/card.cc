// SPDX-License-Identifier: Apache-2.0
// card.cc — the model card from JSON and to JSON, field by field.
#include "model/card.h"

#include <fmt/format.h>

#include <cmath>

#include "base/bytes.h"

namespace dau::model {
namespace {
Result<Source> parse_source(const json::Value& value, std::string_view where) {
  Source source;
  DAU_TRY(source.id, json::text_member(value, "id", where));
  DAU_TRY(source.sha256, json::text_member(value, "sha256", where));
  DAU_TRY(source.licence, json::text_member(value, "licence", where));
  DAU_TRY(source.attribution, json::text_member(value, "attribution", where));
  return source;
}

Result<Score> parse_score(const json::Value& value, std::string_view where) {
  Score score;
  DAU_TRY(score.set, json::text_member(value, "set", where));
  DAU_TRY(score.metric, json::text_member(value, "metric", where));
  DAU_TRY(score.value, json::number_member(value, "value", where));
  DAU_TRY(score.low, json::number_member(value, "low", where));
  DAU_TRY(score.high, json::number_member(value, "high", where));
  DAU_TRY(score.leave_as_is, json::number_member(value, "leave_as_is", where));
  return score;
}

Result<Sample> parse_sample(const json::Value& value, std::string_view where) {
  Sample sample;
  DAU_TRY(sample.input, json::text_member(value, "input", where));
  DAU_TRY(sample.expected, json::text_member(value, "expected", where));
  return sample;
}

// `name` is that of the array in the card; errors say "sources[3]".
template <class T>
Result<std::vector<T>> parse_each(const json::Value& card, const char* name,
                                  Result<T> (*parse)(const json::Value&, std::string_view)) {
  DAU_TRY(const json::Value* array, json::array_member(card, name, "card"));
  std::vector<T> parsed;
  for (const json::Value& element : *array) {
    DAU_TRY(T value, parse(element, fmt::format("{}[{}]", name, parsed.size())));
    parsed.push_back(std::move(value));
  }
  return parsed;
}

Result<Card> card_from_json(const json::Value& value) {
  Card card;
  DAU_TRY(card.name, json::text_member(value, "name", "card"));
  DAU_TRY(card.version, json::text_member(value, "version", "card"));
  DAU_TRY(card.summary, json::text_member(value, "summary", "card"));
  DAU_TRY(card.licence, json::text_member(value, "licence", "card"));
  DAU_TRY(card.command, json::text_member(value, "command", "card"));
  DAU_TRY(card.created, json::text_member(value, "created", "card"));
  DAU_TRY(card.form, json::text_member(value, "form", "card"));
  DAU_TRY(card.sources, parse_each<Source>(value, "sources", parse_source));
  DAU_TRY(card.scores, parse_each<Score>(value, "scores", parse_score));
  DAU_TRY(card.samples, parse_each<Sample>(value, "samples", parse_sample));
  return card;
}

json::Value to_json(const Source& source) {
  return {
      {"id", source.id}, {"sha256", source.sha256}, {"licence", source.licence}, {"attribution", source.attribution}};
}

json::Value to_json(const Score& score) {
  return {{"set", score.set}, {"metric", score.metric}, {"value", score.value},
          {"low", score.low}, {"high", score.high},     {"leave_as_is", score.leave_as_is}};
}

json::Value to_json(const Sample& sample) { return {{"input", sample.input}, {"expected", sample.expected}}; }

template <class T>
json::Value each_to_json(const std::vector<T>& values) {
  json::Value array = json::Value::array();
  for (const T& value : values) array.push_back(to_json(value));
  return array;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}
}  // namespace

json::Value card_to_json(const Card& card) {
  return {{"name", card.name},
          {"version", card.version},
          {"summary", card.summary},
          {"licence", card.licence},
          {"command", card.command},
          {"created", card.created},
          {"form", card.form},
          {"sources", each_to_json(card.sources)},
          {"scores", each_to_json(card.scores)},
          {"samples", each_to_json(card.samples)}};
}

json::Value container_to_json(const Container& container) {
  json::Value value = {{"path", container.path()},
                       {"kind", container.kind()},
                       {"format_version", container.format_version()},
                       {"size_bytes", container.size_bytes()},
                       {"sha256", container.sha256()}};
  value.update(card_to_json(container.card()));
  return value;
}

std::optional<std::string> fault_of(const Card& card) {
  if (card.name.empty()) return "the card has no name";
  if (card.version.empty()) return "the card has no version";
  if (card.licence.empty()) return "the card has no licence";
  for (const Source& source : card.sources) {
    if (source.id.empty()) return "a source has no id";
    if (source.licence.empty()) return fmt::format("source \"{}\" has no licence", source.id);
    if (!is_sha256(source.sha256)) return fmt::format("source \"{}\": sha256 is not 64 hex digits", source.id);
  }
  for (const Score& score : card.scores)
    for (const double number : {score.value, score.low, score.high, score.leave_as_is})
      if (!std::isfinite(number)) return fmt::format("score of \"{}\" is not a finite number", score.set);
  return std::nullopt;
}

Result<Card> parse_card(std::string_view text, const std::string& name, std::uint64_t origin) {
  DAU_TRY(const json::Value value, json::parse(text, name, origin));
  auto card = card_from_json(value);
  if (!card) return Error{Errc::corrupt, "damaged card: " + card.error().message, at_byte(name, origin)};
  if (const auto fault = fault_of(*card)) return Error{Errc::corrupt, "damaged card: " + *fault, at_byte(name, origin)};
  return card;
}
}  // namespace dau::model
