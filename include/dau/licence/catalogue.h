// SPDX-License-Identifier: Apache-2.0
// catalogue.h — what is known of licences and of things: data/licences and data/known, compiled in.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/licence/expression.h"
#include "dau/result.h"

namespace dau::licence {
// A sentence in both languages.
struct Words {
  std::string vi;
  std::string en;
  friend bool operator==(const Words&, const Words&) = default;
};

enum class Permission : std::uint8_t { yes, limited, no, unstated };
enum class Reach : std::uint8_t { none, file, library, work, network, data };  // how far a copyleft goes

// A few words of the licence itself.
struct Quote {
  std::string text;
  std::string where;  // "Section 2(a)(1)"
};

// What a licence permits and asks for, in the project's words; docs/formats/licence-data.md has each member.
struct Licence {
  std::string id;  // SPDX, or LicenseRef-…
  std::string name;
  std::string kind;  // software, content, data, model, law, status
  std::vector<std::string> aliases;
  Permission commercial = Permission::unstated;
  Permission derivatives = Permission::unstated;
  Permission redistribution = Permission::unstated;
  bool attribution = false, notice = false, state_changes = false;
  Reach share_alike = Reach::none;
  bool source = false;  // must be offered
  std::vector<Words> restrictions;
  Permission training = Permission::unstated;  // forbidden is `no`
  Words training_words;
  Words summary;
  std::vector<Quote> quotes;
  std::string url;
  std::string as_of;  // 2026-11-25
  std::string basis;  // "read" or "known"
};

struct Exception {  // what may follow WITH
  std::string id;
  std::string name;
  Words permits;
  std::string url;
  std::string as_of;
  std::string basis;
};

// Who says what of a thing's licence.
struct Statement {
  std::string who;
  std::string licence;  // SPDX expression
  std::string basis;    // read, reported, known, judgement
  std::string date;
  bool disputed = false;  // contradicted by the maker
};

struct Lineage {
  std::string relation;  // "trained-on", as in graph.h
  std::string target;    // id of a known thing, or a name
};

// A model, voice, corpus or test set that products meet.
struct Thing {
  std::string id;
  std::string name;
  std::vector<std::string> names;  // other names, repository ids, mirrors
  std::string kind;                // model, voice, corpus, test-set, lexicon, software
  std::string task;
  std::string maker;
  std::string licence;  // SPDX expression
  std::vector<Statement> says;
  std::vector<Lineage> lineage;
  std::vector<std::string> flags;         // scraped, personality-rights, …
  std::vector<std::string> alternatives;  // ids
  Words notes;
  std::string url;
  std::string as_of;
  std::string basis;
};

// Immutable; any number of threads may read it.
class DAU_API Catalogue {
 public:
  // The data that is compiled in. Cost: some ten milliseconds the first time, nothing later.
  static Result<const Catalogue*> builtin();

  // From YAML texts, each a list of entries, under the names that errors call them by.
  // Errors: corrupt, at = "<name>:<line>" or "<name>: <id>" (no YAML; a member missing, unknown or none of its words;
  // an id or alias twice; an expression that is none or names a licence that is not there; a target that is not there).
  struct Text {
    std::string_view name;
    std::string_view yaml;
  };
  static Result<Catalogue> from(std::span<const Text> licences, std::span<const Text> exceptions,
                                std::span<const Text> things);

  std::span<const Licence> licences() const noexcept { return licences_; }
  std::span<const Exception> exceptions() const noexcept { return exceptions_; }
  std::span<const Thing> things() const noexcept { return things_; }

  // By id or alias, in any case, with spaces, "_" and "-" alike; nullptr when there is none.
  const Licence* licence(std::string_view name) const;
  const Exception* exception(std::string_view id) const;
  const Thing* thing(std::string_view name) const;

  // What somebody wrote for a licence, as an expression over the ids of the catalogue: "Apache 2.0", "cc-by-nc-4.0",
  // "MIT or GPLv2". What is not understood becomes LicenseRef-unknown.
  struct Reading {
    Expression expression;
    bool understood = true;
  };
  Reading read(std::string_view text) const;

  // Things and licences whose names are nearest to `name`, best first, at most `count`: for "did you mean".
  std::vector<std::string> nearest_things(std::string_view name, std::size_t count) const;
  std::vector<std::string> nearest_licences(std::string_view name, std::size_t count) const;

 private:
  using Index = std::map<std::string, std::size_t, std::less<>>;
  std::vector<Licence> licences_;
  std::vector<Exception> exceptions_;
  std::vector<Thing> things_;
  Index licence_index_, exception_index_, thing_index_;
  friend class CatalogueReader;
};

DAU_API std::string_view name_of(Permission permission);  // "yes", "limited", "no", "unstated"
DAU_API std::string_view name_of(Reach reach);
}  // namespace dau::licence
