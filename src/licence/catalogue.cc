// SPDX-License-Identifier: Apache-2.0
// catalogue.cc — look-ups by any spelling, and what somebody wrote for a licence as an expression.
#include "dau/licence/catalogue.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "licence/builtin_data.h"
#include "licence/names.h"

namespace dau::licence {
namespace {
constexpr std::string_view kUnknown = "LicenseRef-unknown";

Expression term(std::string id) { return {Expression::Kind::term, {std::move(id), false, {}}, {}}; }

// Every term by the catalogue's own id; what it does not have becomes unknown, and `all` false.
Expression resolved(const Catalogue& catalogue, Expression expression, bool& all) {
  for (Expression& part : expression.parts) part = resolved(catalogue, std::move(part), all);
  if (expression.kind != Expression::Kind::term) return expression;
  Term& named = expression.term;
  const Licence* licence = named.or_later ? catalogue.licence(named.id + "-or-later") : nullptr;
  if (licence != nullptr) named.or_later = false;
  if (licence == nullptr) licence = catalogue.licence(named.id);
  const Exception* exception = named.exception.empty() ? nullptr : catalogue.exception(named.exception);
  if (exception != nullptr) named.exception = exception->id;
  if (licence != nullptr) {
    named.id = licence->id;
  } else {
    all = false;
    return term(std::string(kUnknown));
  }
  return expression;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\"'");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n\"'.") - begin + 1);
}

// The parts of prose such as "Apache 2.0 or MIT", when every one is a licence.
std::optional<Expression> read_prose(const Catalogue& catalogue, std::string_view text, std::string_view joint,
                                     Expression::Kind kind) {
  Expression all{kind, {}, {}};
  while (true) {
    const std::size_t at = text.find(joint);
    const Licence* licence = catalogue.licence(trimmed(text.substr(0, at)));
    if (licence == nullptr) return std::nullopt;
    all.parts.push_back(term(licence->id));
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + joint.size());
  }
  if (all.parts.size() < 2) return std::nullopt;
  return all;
}

template <class Entries>
std::vector<std::string> ids_and_names(const Entries& entries) {
  std::vector<std::string> names;
  for (const auto& entry : entries) names.push_back(entry.id);
  return names;
}
}  // namespace

const Licence* Catalogue::licence(std::string_view name) const {
  const auto found = licence_index_.find(folded_name(name));
  return found == licence_index_.end() ? nullptr : &licences_[found->second];
}

const Exception* Catalogue::exception(std::string_view id) const {
  const auto found = exception_index_.find(folded_name(id));
  return found == exception_index_.end() ? nullptr : &exceptions_[found->second];
}

const Thing* Catalogue::thing(std::string_view name) const {
  const auto found = thing_index_.find(folded_name(name));
  return found == thing_index_.end() ? nullptr : &things_[found->second];
}

Catalogue::Reading Catalogue::read(std::string_view text) const {
  text = trimmed(text);
  if (const Licence* whole = licence(text)) return {term(whole->id)};
  if (auto parsed = parse_expression(text)) {
    bool all = true;
    Expression expression = resolved(*this, *std::move(parsed), all);
    return {std::move(expression), all};
  }
  constexpr std::array<std::pair<std::string_view, Expression::Kind>, 7> kJoints = {
      {{" or ", Expression::Kind::any_of},
       {" OR ", Expression::Kind::any_of},
       {"/", Expression::Kind::any_of},
       {" and ", Expression::Kind::all_of},
       {" AND ", Expression::Kind::all_of},
       {" & ", Expression::Kind::all_of},
       {",", Expression::Kind::all_of}}};
  for (const auto& [joint, kind] : kJoints)
    if (auto prose = read_prose(*this, text, joint, kind)) return {*std::move(prose)};
  return {term(std::string(kUnknown)), false};
}

std::vector<std::string> Catalogue::nearest_things(std::string_view name, std::size_t count) const {
  return nearest(name, ids_and_names(things_), count);
}

std::vector<std::string> Catalogue::nearest_licences(std::string_view name, std::size_t count) const {
  return nearest(name, ids_and_names(licences_), count);
}

Result<const Catalogue*> Catalogue::builtin() {
  static const Result<Catalogue> kBuiltin = from(builtin_licences(), builtin_exceptions(), builtin_things());
  if (!kBuiltin) return kBuiltin.error();
  return &*kBuiltin;
}

std::string_view name_of(Permission permission) {
  constexpr std::array<std::string_view, 4> kNames = {"yes", "limited", "no", "unstated"};
  return kNames[static_cast<std::size_t>(permission)];
}

std::string_view name_of(Reach reach) {
  constexpr std::array<std::string_view, 6> kNames = {"none", "file", "library", "work", "network", "data"};
  return kNames[static_cast<std::size_t>(reach)];
}
}  // namespace dau::licence
