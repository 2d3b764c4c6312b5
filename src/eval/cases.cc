// SPDX-License-Identifier: Apache-2.0
// cases.cc — predictions find their gold text by id, or by position where a file has no ids.
#include "eval/cases.h"

#include <fmt/format.h>
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/parallel.h"
#include "eval/limits.h"
#include "eval/lines.h"

namespace dau::eval {
namespace {
// Where each id stands; for look-ups only, so that its order never shows.
using Index = std::unordered_map<std::string, const Record*>;

Error corrupt(std::string message, std::string at) { return {Errc::corrupt, std::move(message), std::move(at)}; }

// A string, or a whole number as its digits.
Result<std::string> id_of(const Records& from, const Record& record) {
  const auto found = record.object.find("id");
  if (found != record.object.end() && found->is_number_integer()) return found->dump();
  return text_of(from, record, "id");
}

Result<Index> index_by_id(const Records& from) {
  Index index;
  for (const Record& record : from.records) {
    DAU_TRY(const std::string id, id_of(from, record));
    const auto [place, fresh] = index.emplace(id, &record);
    if (!fresh)
      return corrupt(fmt::format("id \"{}\" was on line {} already", id, place->second->line), from.at(record));
  }
  return index;
}

Result<std::string> checked(const Records& from, const Record& record, Result<std::string> text) {
  if (text) DAU_CHECK(check_length(*text, [&] { return from.at(record); }));
  return text;
}

Result<std::string> gold_text(const Records& from, const Record& record) {
  return checked(from, record, from.is_json ? text_of(from, record, "text") : record.text);
}

Result<std::string> pred_text(const Records& from, const Record& record) {
  const char* member = record.object.contains("output") ? "output" : "text";
  return checked(from, record, from.is_json ? text_of(from, record, member) : record.text);
}

// A member that may be absent: then empty.
Result<std::string> optional_text(const Records& from, const Record& record, const char* member) {
  if (!from.is_json || !record.object.contains(member)) return std::string();
  return text_of(from, record, member);
}

Result<void> add_system(const Records& from, const Record& record, std::string& system) {
  DAU_TRY(const std::string name, optional_text(from, record, "system"));
  if (!name.empty() && !system.empty() && name != system)
    return corrupt(fmt::format("a prediction of \"{}\" among those of \"{}\"", name, system), from.at(record));
  if (!name.empty()) system = name;
  return {};
}

using MakeInput = std::string (*)(std::string_view gold);

// Where a gold text has no input of its own, in the place of one.
using IsMissing = std::vector<char>;

Result<void> add_gold(const Records& from, const Record& record, IsMissing& is_missing, Cases& cases) {
  DAU_TRY(std::string text, gold_text(from, record));
  DAU_TRY(std::string input, checked(from, record, optional_text(from, record, "input")));
  DAU_TRY(const std::string register_name, optional_text(from, record, "register"));
  DAU_TRY(const std::string dialect, optional_text(from, record, "dialect"));
  is_missing.push_back(from.is_json && record.object.contains("input") ? 0 : 1);
  cases.golds.push_back(std::move(text));
  cases.inputs.push_back(std::move(input));
  cases.registers.push_back(register_name);
  cases.dialects.push_back(dialect);
  return {};
}

Result<void> add_pred(const Records& from, const Record& record, Cases& cases) {
  DAU_TRY(std::string text, pred_text(from, record));
  cases.preds.push_back(std::move(text));
  return add_system(from, record, cases.system);
}

std::string sentences(std::size_t count) { return fmt::format("{} sentence{}", count, count == 1 ? "" : "s"); }

Result<void> join_by_position(const Records& gold, const Records& pred, IsMissing& is_missing, Cases& cases) {
  if (gold.records.size() != pred.records.size())
    return corrupt(
        fmt::format("has {}, {} has {}", sentences(pred.records.size()), gold.name, sentences(gold.records.size())),
        pred.name);
  for (std::size_t i = 0; i < gold.records.size(); ++i) {
    DAU_CHECK(add_gold(gold, gold.records[i], is_missing, cases));
    DAU_CHECK(add_pred(pred, pred.records[i], cases));
  }
  return {};
}

Result<void> refuse_surplus(const Records& pred, const Index& golds) {
  for (const Record& record : pred.records) {
    DAU_TRY(const std::string id, id_of(pred, record));
    if (!golds.contains(id)) return corrupt(fmt::format("id \"{}\" has no gold text", id), pred.at(record));
  }
  return {};
}

Result<void> join_by_id(const Records& gold, const Records& pred, IsMissing& is_missing, Cases& cases) {
  DAU_TRY(const Index golds, index_by_id(gold));
  DAU_TRY(const Index preds, index_by_id(pred));
  DAU_CHECK(refuse_surplus(pred, golds));
  for (const Record& record : gold.records) {
    DAU_TRY(const std::string id, id_of(gold, record));
    const auto found = preds.find(id);
    if (found == preds.end()) return corrupt(fmt::format("id \"{}\" has no prediction", id), gold.at(record));
    DAU_CHECK(add_gold(gold, record, is_missing, cases));
    DAU_CHECK(add_pred(pred, *found->second, cases));
  }
  return {};
}

void clear_if_unset(std::vector<std::string>& values) {
  if (std::ranges::all_of(values, &std::string::empty)) values.clear();
}
}  // namespace

Result<Cases> join_cases(const File& gold, const File& pred, MakeInput input) {
  DAU_TRY(const Records golds, read_records(gold));
  DAU_TRY(const Records preds, read_records(pred));
  if (golds.records.empty()) return corrupt("no sentences", gold.name);
  Cases cases;
  IsMissing is_missing;
  DAU_CHECK(golds.is_json && preds.is_json ? join_by_id(golds, preds, is_missing, cases)
                                           : join_by_position(golds, preds, is_missing, cases));
  constexpr std::size_t kLeast = 500;  // texts that are worth a thread
  in_parallel(is_missing.size(), kLeast, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (is_missing[i] != 0) cases.inputs[i] = input(cases.golds[i]);
  });
  clear_if_unset(cases.registers);
  clear_if_unset(cases.dialects);
  return cases;
}
}  // namespace dau::eval
