// SPDX-License-Identifier: Apache-2.0
// licence.h — what the licence commands have in common.
#pragma once
#include <string>

#include "cli/args.h"
#include "cli/option.h"
#include "dau/licence/graph.h"
#include "dau/licence/report.h"

namespace dau::cli {
Option language_option();  // --lang vi|en
licence::Language language_of(const Args& args);

// Today in Vietnam (+07:00), as 2026-11-25.
std::string today();

// A manifest ("-" is standard input), any other file, or a folder, as a graph.
// `hash_models`: SHA-256 of model files that are found. Errors: as read_manifest and scan.
Result<licence::Graph> read_graph(const std::string& path, const licence::Catalogue& catalogue,
                                  bool hash_models = false);
}  // namespace dau::cli
