// SPDX-License-Identifier: Apache-2.0
// catalogue_reader.cc — data/licences and data/known, read member by member; nothing in them is taken on trust.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/fields.h"
#include "base/yaml.h"
#include "dau/licence/catalogue.h"
#include "dau/licence/graph.h"
#include "licence/date.h"
#include "licence/names.h"
#include "licence/words.h"

namespace dau::licence {
namespace {
using namespace std::string_view_literals;
constexpr std::array kPermissions = {"yes"sv, "limited"sv, "no"sv, "unstated"sv};
constexpr std::array kReaches = {"none"sv, "file"sv, "library"sv, "work"sv, "network"sv, "data"sv};
constexpr std::array kTrainings = {"allowed"sv, "limited"sv, "forbidden"sv, "unstated"sv};
constexpr std::array kLicenceKinds = {"software"sv, "content"sv, "data"sv, "model"sv, "law"sv, "status"sv};
constexpr std::array kLicenceBases = {"read"sv, "known"sv};
constexpr std::array kThingKinds = {"model"sv, "voice"sv, "corpus"sv, "test-set"sv, "lexicon"sv, "software"sv};
constexpr std::array kThingBases = {"read"sv, "reported"sv, "known"sv, "judgement"sv};

template <class Enum, class Names>
Enum enum_of(const std::string& word, const Names& names) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == word) return static_cast<Enum>(i);
  return Enum{};
}

Permission permission(Fields& fields, std::string_view name) {
  return enum_of<Permission>(fields.word(name, kPermissions), kPermissions);
}

std::string date(Fields& fields, std::string_view name) {
  std::string text = fields.text(name);
  if (!is_date(text)) fields.fail(fmt::format("member \"{}\" is no date such as 2026-11-25", name));
  return text;
}

void read_training(Fields& fields, Licence& licence) {
  const json::Value* training = fields.object("training");
  if (training == nullptr) return fields.fail("member \"training\" is missing");
  Fields inner(*training, fields.where() + ": training");
  licence.training = enum_of<Permission>(inner.word("verdict", kTrainings),
                                         std::array{"allowed"sv, "limited"sv, "forbidden"sv, "unstated"sv});
  licence.training_words = {inner.text("vi"), inner.text("en")};
  if (const auto done = inner.done(); !done) fields.fail("member \"training\": " + done.error().message);
}

Result<Licence> read_licence(const json::Value& value, const std::string& where) {
  Fields fields(value, where);
  Licence licence;
  licence.id = fields.text("id");
  licence.name = fields.text("name");
  licence.kind = fields.word("kind", kLicenceKinds);
  licence.aliases = fields.texts("aliases");
  licence.commercial = permission(fields, "commercial");
  licence.derivatives = permission(fields, "derivatives");
  licence.redistribution = permission(fields, "redistribution");
  licence.attribution = fields.yes_or_no("attribution");
  licence.notice = fields.yes_or_no("notice");
  licence.state_changes = fields.yes_or_no("state_changes");
  licence.share_alike = enum_of<Reach>(fields.word("share_alike", kReaches), kReaches);
  licence.source = fields.yes_or_no("source");
  for (const json::Value* restriction : fields.objects("restrictions")) {
    Fields inner(*restriction, where + ": restrictions");
    licence.restrictions.push_back({inner.text("vi"), inner.text("en")});
    DAU_CHECK(inner.done());
  }
  read_training(fields, licence);
  licence.summary = words(fields, "summary");
  for (const json::Value* quote : fields.objects("words")) {
    Fields inner(*quote, where + ": words");
    licence.quotes.push_back({inner.text("text"), inner.text("where")});
    DAU_CHECK(inner.done());
  }
  licence.url = fields.optional_text("url");
  licence.as_of = date(fields, "as_of");
  licence.basis = fields.word("basis", kLicenceBases);
  DAU_CHECK(fields.done());
  return licence;
}

Result<Exception> read_exception(const json::Value& value, const std::string& where) {
  Fields fields(value, where);
  Exception exception{fields.text("id"),           fields.text("name"),   words(fields, "permits"),
                      fields.optional_text("url"), date(fields, "as_of"), fields.word("basis", kLicenceBases)};
  DAU_CHECK(fields.done());
  return exception;
}

Result<Statement> read_statement(const json::Value& value, const std::string& where) {
  Fields fields(value, where + ": says");
  Statement statement{fields.text("who"), fields.text("licence"), fields.word("basis", kThingBases),
                      date(fields, "date"), fields.optional_flag("disputed")};
  DAU_CHECK(fields.done());
  return statement;
}

// {trained-on: vivos}
Result<Lineage> read_lineage(const json::Value& value, const std::string& where) {
  const auto bad = [&](std::string_view what) {
    return Error{Errc::corrupt, fmt::format("member \"lineage\": {}", what), where};
  };
  if (value.size() != 1 || !value.begin()->is_string()) return bad("an edge is one relation and one target");
  if (!relation_from_name(value.begin().key())) return bad(fmt::format("no relation \"{}\"", value.begin().key()));
  return Lineage{value.begin().key(), value.begin()->get<std::string>()};
}

Result<Thing> read_thing(const json::Value& value, const std::string& where) {
  Fields fields(value, where);
  Thing thing;
  thing.id = fields.text("id");
  thing.name = fields.text("name");
  thing.names = fields.texts("names");
  thing.kind = fields.word("kind", kThingKinds);
  thing.task = fields.text("task");
  thing.maker = fields.optional_text("maker");
  thing.licence = fields.text("licence");
  for (const json::Value* element : fields.objects("says")) {
    DAU_TRY(Statement statement, read_statement(*element, where));
    thing.says.push_back(std::move(statement));
  }
  for (const json::Value* element : fields.objects("lineage")) {
    DAU_TRY(Lineage lineage, read_lineage(*element, where));
    thing.lineage.push_back(std::move(lineage));
  }
  thing.flags = fields.texts("flags");
  thing.alternatives = fields.texts("alternatives");
  thing.notes = words(fields, "notes");
  thing.url = fields.optional_text("url");
  thing.as_of = date(fields, "as_of");
  thing.basis = fields.word("basis", kThingBases);
  if (thing.says.empty()) fields.fail("member \"says\" is missing");
  DAU_CHECK(fields.done());
  return thing;
}

// What errors call an entry by: its id, or its place where it has none.
std::string entry_name(std::string_view file, const json::Value& entry, std::size_t place) {
  const auto id = entry.is_object() ? entry.find("id") : entry.end();
  return entry.is_object() && id != entry.end() && id->is_string() ? fmt::format("{}: {}", file, id->get<std::string>())
                                                                   : fmt::format("{}: entry {}", file, place + 1);
}

template <class Entry, class Read>
Result<void> read_entries(std::span<const Catalogue::Text> texts, Read read, std::vector<Entry>& out) {
  for (const Catalogue::Text& text : texts) {
    DAU_TRY(const json::Value list, yaml::parse(text.yaml, std::string(text.name)));
    if (!list.is_array()) return Error{Errc::corrupt, "not a list of entries", std::string(text.name)};
    for (std::size_t i = 0; i < list.size(); ++i) {
      DAU_TRY(Entry entry, read(list[i], entry_name(text.name, list[i], i)));
      out.push_back(std::move(entry));
    }
  }
  return {};
}
}  // namespace

class CatalogueReader {
 public:
  Result<Catalogue> read(std::span<const Catalogue::Text> licences, std::span<const Catalogue::Text> exceptions,
                         std::span<const Catalogue::Text> things) {
    DAU_CHECK(read_entries(licences, read_licence, catalogue_.licences_));
    DAU_CHECK(read_entries(exceptions, read_exception, catalogue_.exceptions_));
    DAU_CHECK(read_entries(things, read_thing, catalogue_.things_));
    DAU_CHECK(index(catalogue_.licences_, catalogue_.licence_index_, [](const Licence& l) { return l.aliases; }));
    DAU_CHECK(index(catalogue_.exceptions_, catalogue_.exception_index_,
                    [](const Exception&) { return std::vector<std::string>{}; }));
    DAU_CHECK(index(catalogue_.things_, catalogue_.thing_index_, [](const Thing& thing) {
      std::vector<std::string> names = thing.names;
      names.push_back(thing.name);
      return names;
    }));
    DAU_CHECK(check_things());
    return std::move(catalogue_);
  }

 private:
  template <class Entry, class Names>
  Result<void> index(const std::vector<Entry>& entries, Catalogue::Index& index, Names names) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      std::vector<std::string> all = names(entries[i]);
      all.push_back(entries[i].id);
      for (const std::string& name : all) {
        const auto [place, added] = index.emplace(folded_name(name), i);
        if (!added && place->second != i)
          return Error{Errc::corrupt, fmt::format("the name \"{}\" belongs to {} too", name, entries[place->second].id),
                       entries[i].id};
      }
    }
    return {};
  }

  Result<void> check_expression(const std::string& text, const std::string& where) const {
    const auto expression = parse_expression(text);
    if (!expression) return Error{Errc::corrupt, fmt::format("{}: \"{}\"", expression.error().message, text), where};
    for (const Term& term : terms_of(*expression)) {
      const Licence* licence = catalogue_.licence(term.id);
      if (licence == nullptr || licence->id != term.id)
        return Error{Errc::corrupt, fmt::format("no licence \"{}\" in data/licences", term.id), where};
    }
    return {};
  }

  // A lineage may name what is not known by a plain name; one that looks like an id has to be one.
  Result<void> check_things() const {
    for (const Thing& thing : catalogue_.things_) {
      DAU_CHECK(check_expression(thing.licence, thing.id));
      for (const Statement& statement : thing.says) DAU_CHECK(check_expression(statement.licence, thing.id));
      for (const std::string& id : thing.alternatives)
        if (catalogue_.thing(id) == nullptr)
          return Error{Errc::corrupt, fmt::format("the alternative \"{}\" is not known", id), thing.id};
    }
    return {};
  }

  Catalogue catalogue_;
};

Result<Catalogue> Catalogue::from(std::span<const Text> licences, std::span<const Text> exceptions,
                                  std::span<const Text> things) {
  return CatalogueReader().read(licences, exceptions, things);
}
}  // namespace dau::licence
