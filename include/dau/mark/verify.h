// SPDX-License-Identifier: Apache-2.0
// verify.h — what a manifest store says about an asset, and whether one may believe it (C2PA 2.2 and 2.4).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/mark/format.h"
#include "dau/result.h"

namespace dau::mark {
enum class Verdict : std::uint8_t {
  trusted,  // valid, and signed by someone whom a given anchor vouches for
  valid,    // signature, time and content are as they should be; nobody vouches for the signer
  invalid,  // something is not as it should be: see the failures
  none,     // no manifest store was found; that says nothing about how the content was made
};
DAU_API std::string_view verdict_name(Verdict verdict);

enum class StatusKind : std::uint8_t { success, informational, failure };

struct Status {
  std::string code;         // of C2PA: "assertion.dataHash.mismatch"
  std::string where;        // JUMBF URI of the box it is about
  std::string explanation;  // one line, in words; may quote what was found, control characters escaped
  StatusKind kind = StatusKind::failure;
};

struct Action {
  std::string action;       // "c2pa.created"
  std::string source_type;  // IPTC URI; empty: it has none
  std::string when;         // RFC 3339, as claimed
  std::string agent;        // software
  std::string description;
};

struct Signer {
  std::string common_name, organization, issuer, serial;
  std::string algorithm;               // "ES256"
  std::int64_t not_before, not_after;  // seconds since 1970
};

struct IngredientSummary {
  std::string title, relationship, manifest;  // label of its manifest; empty: it has none
};

// All texts are as the manifest has them, which anyone may have written: escape before showing.
struct Report {
  Verdict verdict = Verdict::none;
  // Of the active manifest, from assertions that its signer made: nothing where none is valid. True: a trained model
  // made or changed the content. Nothing too where only assertions that the signer gathered from elsewhere say so.
  std::optional<bool> ai_generated;
  bool ai_in_ingredients = false;  // a manifest of an ingredient says so
  bool sidecar = false;            // the store came from beside the asset
  std::string format;              // of the asset
  std::string active_manifest;     // its label
  std::string title, generator;
  std::optional<Signer> signer;
  std::string signed_at;                    // RFC 3339, from a trusted time stamp; empty: there is none
  std::vector<std::string> source_types;    // that the signer states
  std::vector<std::string> gathered_types;  // that the signer passes on
  std::vector<Action> actions;
  std::vector<IngredientSummary> ingredients;
  std::string disclosure;  // c2pa.ai-disclosure as JSON; empty: there is none
  std::string profile;     // the Vietnamese mark as JSON; empty: there is none
  std::vector<Status> statuses;
  std::uint64_t store_bytes = 0;
};

struct VerifyOptions {
  std::string trust_pem;            // certificates one trusts, PEM; empty: none
  std::string trust_name;           // what stands for it in errors
  std::optional<std::int64_t> now;  // seconds since 1970; the clock where it is not given
};

// `asset`: the whole file, mapped; `name`: its name, which may tell its format. `sidecar`: a store that came with it.
// A store that cannot be read, or is not right, is no error but a verdict. Errors: corrupt (trust_pem).
// Thread safety: any number of threads. Cost: one pass over the asset; memory under 64 MB beside it (of PDF
// as much as qpdf takes: a small file may inflate to a large one; whoever reads foreign PDF bounds his process).
// Source: docs/formats/mark.md.
DAU_API Result<Report> verify(std::string_view asset, const std::string& name, std::optional<std::string_view> sidecar,
                              const VerifyOptions& options = {});

// The report as JSON (docs/formats/mark.md).
DAU_API std::string to_json(const Report& report, const std::string& name);
}  // namespace dau::mark
