// SPDX-License-Identifier: Apache-2.0
// restore.h — put the diacritics back: "toi dang hoc" → "tôi đang học".
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/model/container.h"
#include "dau/result.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
using unicode::Span;

struct Alternative {
  std::string text;  // NFC UTF-8, in the case of the input
  float posterior;   // in [0, 1]
};

// One letter run whose marks change, or, when alternatives are asked for, any ambiguous letter run.
struct Edit {
  Span span;                              // what to replace: bytes of the input as given
  std::string replacement;                // NFC UTF-8; equal to the input there when nothing changes
  float confidence = 1;                   // posterior of the replacement in [0, 1]; 1 where it was not computed
  std::vector<Alternative> alternatives;  // best first, the replacement among them; empty unless asked for
};

// How the tone of oa, oe, uy is written: as the input shows it (old style where it shows nothing), hòa, or hoà.
enum class TonePolicy : std::uint8_t { follow, old_style, new_style };

// Which models score a candidate. `both` is the product; the others are for measurement.
enum class Scorers : std::uint8_t { both, ngram, net };

struct RestoreOptions {
  TonePolicy tone = TonePolicy::follow;
  float min_confidence = 0;  // edits below this posterior are left out, 0 ≤ p ≤ 1
  int alternatives = 0;     // candidates listed per edit with their posteriors; 0: none, and no posteriors are computed
  bool posteriors = false;  // fill in Edit::confidence
  Scorers scorers = Scorers::both;
  int beam = 4;  // candidates kept per syllable before the search, 1 to 16
};

// Restores tone marks and letter marks over a lattice of candidate syllables, scored by a small convolutional net that
// sees the letters and a syllable trigram that sees the marks.
//
// Invariants: input and output are equal once their marks are stripped; marks that are already typed stay; restoring
// the output again changes nothing (min_confidence = 0).
// Thread safety: immutable after open(); any number of threads may share one Restorer.
// Source: docs/methods/restore.md (model, training data, scores per register).
class DAU_API Restorer {
 public:
  // Opens a model container of kind "restore"; the file is mapped, not copied.
  // Errors: not_found; corrupt (not ours, unfinished, damaged, failed self-test); unsupported (newer format).
  static Result<Restorer> open(const std::string& path);

  // The same from a container that is open already.
  static Result<Restorer> from(model::Container container);

  // Returns edits sorted by span.begin, non-overlapping; empty when nothing needs changing.
  // `line`: UTF-8 in any normalisation form. One line is one context: call once a line or sentence.
  // Errors: invalid_utf8; invalid_argument (an option out of its range).
  // Cost: time O(bytes); memory O(bytes) for the edits, O(65536 letters) for the work.
  Result<std::vector<Edit>> restore(std::string_view line, const RestoreOptions& options = {}) const;

  // Calls `sink` with each edit that restore() would return, in order, without keeping them. What the sink throws
  // passes through. It must not restore other lines: the work on this one is under way in memory that belongs to the
  // thread.
  Result<void> restore_each(std::string_view line, const std::function<void(Edit&&)>& sink,
                            const RestoreOptions& options = {}) const;

  // Appends the restored line to `out`: apply_edits(line, *restore(line, options)) without keeping the edits.
  Result<void> restore_to(std::string_view line, std::string& out, const RestoreOptions& options = {}) const;

  const model::Container& container() const noexcept;

  Restorer(Restorer&&) noexcept;
  Restorer& operator=(Restorer&&) noexcept;
  ~Restorer();

 private:
  struct Impl;
  explicit Restorer(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// Returns `line` with `edits`, as restore() gave them for this same line, carried out.
DAU_API std::string apply_edits(std::string_view line, const std::vector<Edit>& edits);

// What who asks for a JSON form may want of it besides.
struct JsonHooks {
  // Says which offset of the text that spans shall refer to one of `line` is; asked in ascending order. Empty: the
  // same.
  std::function<std::size_t(std::size_t)> original = {};
  // Called after each edit: what `out` holds by then may be taken out of it, and no error follows. Empty: `out` grows.
  std::function<void()> written = {};
};

// Appends {"text":…,"edits":[…]} (docs/guide/restore.md): what `dau restore --json` writes for a line. Confidences are
// always computed. `line`: fewer than 2^32 bytes. Errors: those of restore(), before anything is appended.
// Cost: memory O(bytes) besides `out`, a small multiple of the line, though its JSON is many times as long.
DAU_API Result<void> restore_json_to(const Restorer& restorer, std::string_view line, std::string& out,
                                     const RestoreOptions& options = {}, const JsonHooks& hooks = {});

// Options out of range: invalid_argument with `at` naming the option.
DAU_API Result<void> validate(const RestoreOptions& options);
}  // namespace dau::text
