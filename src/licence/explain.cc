// SPDX-License-Identifier: Apache-2.0
// explain.cc — the catalogue in words, Vietnamese first.
#include "dau/licence/explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/wrap.h"

namespace dau::licence {
namespace {
// A member of a licence, what asks for it, and what its values mean.
std::string_view permission_words(Permission permission, bool vi) {
  constexpr std::array<std::string_view, 4> kVi = {"được", "được, có điều kiện", "không được", "không nói tới"};
  constexpr std::array<std::string_view, 4> kEn = {"yes", "under conditions", "no", "not spoken of"};
  return (vi ? kVi : kEn)[static_cast<std::size_t>(permission)];
}

std::string_view reach_words(Reach reach, bool vi) {
  constexpr std::array<std::string_view, 6> kVi = {"không",
                                                   "với các tệp này",
                                                   "với chính thư viện này",
                                                   "với cả tác phẩm dựa trên nó",
                                                   "với cả tác phẩm dựa trên nó, kể cả khi chỉ dùng qua mạng",
                                                   "với dữ liệu phái sinh"};
  constexpr std::array<std::string_view, 6> kEn = {"none",
                                                   "these files",
                                                   "this library",
                                                   "the whole work based on it",
                                                   "the whole work based on it, over a network too",
                                                   "data made from it"};
  return (vi ? kVi : kEn)[static_cast<std::size_t>(reach)];
}

std::string duties(const Licence& licence, bool vi) {
  std::vector<std::string_view> all;
  if (licence.attribution) all.push_back(vi ? "ghi công" : "attribution");
  if (licence.notice) all.push_back(vi ? "kèm giấy phép hoặc thông báo" : "licence text or notices");
  if (licence.state_changes) all.push_back(vi ? "nêu thay đổi" : "changes stated");
  if (licence.source) all.push_back(vi ? "cung cấp mã nguồn" : "source offered");
  if (all.empty()) return vi ? "không" : "none";
  return fmt::format("{}", fmt::join(all, ", "));
}

class Page {
 public:
  explicit Page(const Tongues& tongues) : tongues_(tongues) {}

  void licence(const Term& term, const Catalogue& catalogue) {
    const Licence& licence = *catalogue.licence(term.id);
    out_ += fmt::format("\n{}\n", to_string(term)) + wrapped(licence.name, 2);
    if (tongues_.vi) body(licence, true);
    if (tongues_.en) body(licence, false);
    for (const Quote& quote : licence.quotes) out_ += wrapped(fmt::format("“{}” ({})", quote.text, quote.where), 2, 4);
    if (const Exception* exception = catalogue.exception(term.exception)) {
      if (tongues_.vi) out_ += wrapped(fmt::format("ngoại lệ {}: {}", exception->id, exception->permits.vi), 2, 4);
      if (tongues_.en) out_ += wrapped(fmt::format("exception {}: {}", exception->id, exception->permits.en), 2, 4);
    }
    out_ += wrapped(fmt::format("{} ({}, {})", licence.url,
                                licence.basis == "read" ? "text read" : "from general knowledge", licence.as_of),
                    2, 4);
  }

  std::string take() { return std::move(out_); }
  void line(std::string_view text) { out_ += wrapped(text, 0, 2); }

 private:
  void body(const Licence& licence, bool vi) {
    out_ += wrapped(vi ? licence.summary.vi : licence.summary.en, 2, 2);
    const auto item = [&](std::string_view name, std::string_view value) {
      out_ += wrapped(fmt::format("{}: {}", name, value), 4, 6);
    };
    item(vi ? "dùng thương mại" : "commercial use", permission_words(licence.commercial, vi));
    item(vi ? "sửa đổi và chia sẻ bản sửa đổi" : "sharing adaptations", permission_words(licence.derivatives, vi));
    item(vi ? "phân phối lại" : "redistribution", permission_words(licence.redistribution, vi));
    item(vi ? "nghĩa vụ" : "asks for", duties(licence, vi));
    item(vi ? "chia sẻ tương tự" : "share-alike reaches", reach_words(licence.share_alike, vi));
    item(vi ? "huấn luyện mô hình" : "training models",
         fmt::format("{}. {}", permission_words(licence.training, vi),
                     vi ? licence.training_words.vi : licence.training_words.en));
    for (const Words& restriction : licence.restrictions)
      item(vi ? "giới hạn" : "limit", vi ? restriction.vi : restriction.en);
  }

  const Tongues tongues_;
  std::string out_;
};

json::Value words_json(const Words& words) { return {{"vi", words.vi}, {"en", words.en}}; }

json::Value licence_value(const Licence& licence) {
  json::Value restrictions = json::Value::array();
  for (const Words& words : licence.restrictions) restrictions.push_back(words_json(words));
  json::Value quotes = json::Value::array();
  for (const Quote& quote : licence.quotes) quotes.push_back({{"text", quote.text}, {"where", quote.where}});
  constexpr std::array<std::string_view, 4> kTraining = {"allowed", "limited", "forbidden", "unstated"};
  return {{"id", licence.id},
          {"name", licence.name},
          {"kind", licence.kind},
          {"commercial", name_of(licence.commercial)},
          {"derivatives", name_of(licence.derivatives)},
          {"redistribution", name_of(licence.redistribution)},
          {"attribution", licence.attribution},
          {"notice", licence.notice},
          {"state_changes", licence.state_changes},
          {"share_alike", name_of(licence.share_alike)},
          {"source", licence.source},
          {"restrictions", std::move(restrictions)},
          {"training",
           {{"verdict", kTraining[static_cast<std::size_t>(licence.training)]},
            {"vi", licence.training_words.vi},
            {"en", licence.training_words.en}}},
          {"summary", words_json(licence.summary)},
          {"words", std::move(quotes)},
          {"url", licence.url},
          {"as_of", licence.as_of},
          {"basis", licence.basis}};
}

json::Value expression_value(const Expression& expression) {
  if (expression.kind == Expression::Kind::term) return to_string(expression.term);
  json::Value parts = json::Value::array();
  for (const Expression& part : expression.parts) parts.push_back(expression_value(part));
  return {{expression.kind == Expression::Kind::all_of ? "all_of" : "any_of", std::move(parts)}};
}

json::Value thing_value(const Thing& thing) {
  json::Value says = json::Value::array();
  for (const Statement& statement : thing.says) {
    says.push_back(
        {{"who", statement.who}, {"licence", statement.licence}, {"basis", statement.basis}, {"date", statement.date}});
    if (statement.disputed) says.back()["disputed"] = true;
  }
  json::Value lineage = json::Value::array();
  for (const Lineage& edge : thing.lineage) lineage.push_back({{"relation", edge.relation}, {"to", edge.target}});
  return {{"id", thing.id},
          {"name", thing.name},
          {"names", thing.names},
          {"kind", thing.kind},
          {"task", thing.task},
          {"maker", thing.maker},
          {"licence", thing.licence},
          {"says", std::move(says)},
          {"lineage", std::move(lineage)},
          {"flags", thing.flags},
          {"alternatives", thing.alternatives},
          {"notes", words_json(thing.notes)},
          {"url", thing.url},
          {"as_of", thing.as_of},
          {"basis", thing.basis}};
}

std::string choice_text(const Expression& expression, bool vi) {
  switch (expression.kind) {
    case Expression::Kind::any_of:
      return vi ? "Được chọn một trong các giấy phép sau:" : "Any one of these may be chosen:";
    case Expression::Kind::all_of:
      return vi ? "Phải theo tất cả các giấy phép sau:" : "All of these apply:";
    case Expression::Kind::term:
      break;
  }
  return {};
}
}  // namespace

Result<Expression> expression_for(std::string_view text, const Catalogue& catalogue) {
  Catalogue::Reading reading = catalogue.read(text);
  if (reading.understood) return std::move(reading.expression);
  DAU_TRY(const Expression parsed, parse_expression(text));
  for (const Term& term : terms_of(parsed)) {
    if (catalogue.licence(term.id) != nullptr || catalogue.licence(term.id + "-or-later") != nullptr) continue;
    const std::vector<std::string> near = catalogue.nearest_licences(term.id, 5);
    return Error{Errc::not_found,
                 near.empty() ? "no licence of this name is known"
                              : fmt::format("no licence of this name is known; near it: {}", fmt::join(near, ", ")),
                 term.id};
  }
  return parsed;
}

std::string explain_text(const Expression& expression, const Catalogue& catalogue, const Tongues& tongues) {
  Page page(tongues);
  page.line(to_string(expression));
  if (expression.kind != Expression::Kind::term) {
    if (tongues.vi) page.line(choice_text(expression, true));
    if (tongues.en) page.line(choice_text(expression, false));
  }
  std::vector<Term> seen;
  for (const Term& term : terms_of(expression)) {
    if (std::ranges::find(seen, term) != seen.end()) continue;
    seen.push_back(term);
    page.licence(term, catalogue);
  }
  return page.take();
}

std::string explain_json(const Expression& expression, const Catalogue& catalogue) {
  json::Value licences = json::Value::array();
  for (const Term& term : terms_of(expression)) licences.push_back(licence_value(*catalogue.licence(term.id)));
  const json::Value value = {
      {"expression", to_string(expression)}, {"tree", expression_value(expression)}, {"licences", std::move(licences)}};
  return json::dump(value, 2) + "\n";
}

std::string thing_text(const Thing& thing, const Catalogue& catalogue, Language language) {
  const bool vi = language == Language::vi;
  std::string out = thing.name + "\n";
  const auto field = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) out += wrapped(fmt::format("{}: {}", name, text), 2, 4);
  };
  field(vi ? "loại" : "kind", fmt::format("{}, {}", thing.kind, thing.task));
  field(vi ? "tác giả" : "maker", thing.maker);
  field(vi ? "giấy phép" : "licence", thing.licence);
  if (const Licence* licence = catalogue.licence(thing.licence))
    field(vi ? "tóm tắt" : "in short", vi ? licence->summary.vi : licence->summary.en);
  for (const Statement& statement : thing.says)
    field(vi ? "căn cứ" : "evidence",
          fmt::format("{}: {} ({}, {}{})", statement.who, statement.licence, statement.basis, statement.date,
                      !statement.disputed ? ""
                      : vi                ? ", bị bác bỏ"
                                          : ", disputed"));
  for (const Lineage& edge : thing.lineage) field(edge.relation, edge.target);
  field(vi ? "lưu ý" : "flags", fmt::format("{}", fmt::join(thing.flags, ", ")));
  field(vi ? "nhận xét" : "notes", vi ? thing.notes.vi : thing.notes.en);
  field(vi ? "thay bằng" : "instead", fmt::format("{}", fmt::join(thing.alternatives, ", ")));
  field(vi ? "tên khác" : "other names", fmt::format("{}", fmt::join(thing.names, ", ")));
  field("url", thing.url);
  return out;
}

std::string thing_json(const Thing& thing) { return json::dump(thing_value(thing), 2) + "\n"; }

std::string licence_list(const Catalogue& catalogue) {
  std::string out =
      fmt::format("{:<36} {:<9} {:<9} {:<9} {:<9} {}\n", "id", "commerce", "adapt", "redistr.", "training", "as of");
  for (const Licence& licence : catalogue.licences())
    out += fmt::format("{:<36} {:<9} {:<9} {:<9} {:<9} {}\n", licence.id, name_of(licence.commercial),
                       name_of(licence.derivatives), name_of(licence.redistribution), name_of(licence.training),
                       licence.as_of);
  return out;
}

std::string licences_json(const Catalogue& catalogue) {
  json::Value all = json::Value::array();
  for (const Licence& licence : catalogue.licences()) all.push_back(licence_value(licence));
  return json::dump(all, 2) + "\n";
}

std::string thing_list(const Catalogue& catalogue) {
  std::string out;
  for (const Thing& thing : catalogue.things())
    out += fmt::format("{:<34} {:<10} {:<34} {}\n", thing.id, thing.kind, thing.licence, thing.as_of);
  return out;
}

std::string things_json(const Catalogue& catalogue) {
  json::Value all = json::Value::array();
  for (const Thing& thing : catalogue.things()) all.push_back(thing_value(thing));
  return json::dump(all, 2) + "\n";
}
}  // namespace dau::licence
