// SPDX-License-Identifier: Apache-2.0
// small_catalogue.h — a catalogue of a few licences and things, so that tests do not hang on what the data says today.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "dau/licence/catalogue.h"
#include "dau/licence/manifest.h"
#include "dau/licence/policy.h"

namespace dau::licence::testing {
inline std::string licence_entry(const std::string& id, const std::string& kind, const std::string& commercial,
                                 const std::string& derivatives, const std::string& share_alike,
                                 const std::string& aliases = "") {
  const bool open = commercial == "yes";
  return "- id: " + id + "\n  name: The " + id + "\n  kind: " + kind + "\n  aliases: [" + aliases +
         "]\n  commercial: " + commercial + "\n  derivatives: " + derivatives +
         "\n  redistribution: " + (kind == "status" ? "unstated" : "yes") +
         "\n  attribution: " + (open ? "yes" : "no") +
         "\n  notice: no\n  state_changes: no\n  share_alike: " + share_alike +
         "\n  source: " + (share_alike == "none" ? "no" : "yes") +
         "\n  restrictions: []\n  training: {verdict: unstated, vi: \"không nói\", en: silent}\n"
         "  summary: {vi: \"tóm tắt\", en: summary}\n  words: [{text: \"for NonCommercial purposes only\", where: s. "
         "2}]\n"
         "  url: https://example.org\n  as_of: 2026-11-25\n  basis: known\n";
}

inline std::string small_licences() {
  return licence_entry("MIT", "software", "yes", "yes", "none", "expat, MIT License") +
         licence_entry("Apache-2.0", "software", "yes", "yes", "none", "Apache 2.0") +
         licence_entry("GPL-3.0-only", "software", "yes", "yes", "work") +
         licence_entry("GPL-3.0-or-later", "software", "yes", "yes", "work") +
         licence_entry("CC-BY-SA-4.0", "content", "yes", "yes", "work") +
         licence_entry("CC-BY-NC-4.0", "content", "no", "yes", "none", "cc by nc 4") +
         licence_entry("CC-BY-NC-ND-4.0", "content", "no", "no", "none") +
         licence_entry("LicenseRef-unknown", "status", "unstated", "unstated", "none", "other") +
         licence_entry("LicenseRef-none-stated", "status", "unstated", "unstated", "none");
}

inline const std::string kExceptions =
    "- id: Classpath-exception-2.0\n  name: Classpath\n  permits: {vi: \"được liên kết\", en: linking}\n"
    "  url: https://example.org\n  as_of: 2026-11-25\n  basis: known\n";

inline std::string thing_entry(const std::string& id, const std::string& licence, const std::string& more = "") {
  return "- id: " + id + "\n  name: " + id + " by its name\n  names: [maker/" + id +
         "]\n  kind: model\n  task: speech\n" + "  licence: " + licence +
         "\n  says:\n    - {who: its card, licence: " + licence + ", basis: read, date: 2026-11-23}\n" + more +
         "  notes: {vi: \"ghi chú\", en: note}\n  as_of: 2026-11-23\n  basis: read\n";
}

inline std::string small_things() {
  return thing_entry("zipformer", "CC-BY-NC-ND-4.0",
                     "  lineage:\n    - {trained-on: nc-corpus}\n  alternatives: [clean, dirty]\n") +
         thing_entry("nc-corpus", "CC-BY-NC-4.0") + thing_entry("clean", "MIT") +
         thing_entry("dirty", "MIT", "  lineage:\n    - {trained-on: nc-corpus}\n") +
         thing_entry("star-voice", "MIT", "  flags: [personality-rights]\n");
}

inline Catalogue small_catalogue() {
  const std::string licences = small_licences(), things = small_things();
  const Catalogue::Text licence_text{"licences.yaml", licences}, exception_text{"exceptions.yaml", kExceptions},
      thing_text{"things.yaml", things};
  auto catalogue = Catalogue::from({&licence_text, 1}, {&exception_text, 1}, {&thing_text, 1});
  if (!catalogue) throw std::runtime_error(catalogue.error().at + ": " + catalogue.error().message);
  return *std::move(catalogue);
}

inline const Catalogue& small() {
  static const Catalogue kCatalogue = small_catalogue();
  return kCatalogue;
}

inline const Policy& policy(const char* name = "conservative") {
  const auto found = Policy::builtin(name);
  if (!found) throw std::runtime_error(found.error().at + ": " + found.error().message);
  return **found;
}

inline Graph graph_of(const std::string& yaml) {
  auto graph = read_manifest(yaml, "product.yaml", small());
  if (!graph) throw std::runtime_error(graph.error().at + ": " + graph.error().message);
  return *std::move(graph);
}
}  // namespace dau::licence::testing
