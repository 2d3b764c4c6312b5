// SPDX-License-Identifier: Apache-2.0
// correct.h — mend typed, chatted and scanned Vietnamese: "toi ddang hocj" → "tôi đang học", "h0c" → "học".
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/model/container.h"
#include "dau/result.h"
#include "dau/text/restore.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
// How text goes wrong. Each channel makes candidates of its own kind and says what they cost.
enum class Channel : std::uint8_t {
  marks,     // marks missing or wrong: duoc, đuợc, đựơc
  typo,      // keys beside, swapped, doubled, left out or added: đưcợ, truwofng aside
  keys,      // raw Telex, VNI or VIQR: dduwowcj, d9uoc75, ddu+o+.c
  phone,     // thumbs: no space, a letter of the bottom row instead of the space
  chat,      // abbreviations and teen code: ko, dc, bit r
  ocr,       // letters that look alike to a scanner: rn/m, 0/o, 1/l
  regional,  // letters that sound alike somewhere: s/x, ch/tr, l/n, hỏi/ngã
  spacing,   // spaces: in a word, between words, at punctuation
};
inline constexpr std::size_t kChannels = 8;

// A set of channels, one bit each.
class ChannelSet {
 public:
  constexpr ChannelSet() = default;
  static constexpr ChannelSet all() { return ChannelSet((1u << kChannels) - 1); }
  constexpr bool has(Channel c) const { return (bits_ >> static_cast<unsigned>(c) & 1u) != 0; }
  constexpr void add(Channel c) { bits_ |= 1u << static_cast<unsigned>(c); }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(const ChannelSet&, const ChannelSet&) = default;

 private:
  constexpr explicit ChannelSet(unsigned bits) : bits_(bits) {}
  unsigned bits_ = 0;
};

// "marks", "typo" …, and back; nothing for a name that is none.
DAU_API std::string_view channel_name(Channel channel) noexcept;
DAU_API std::optional<Channel> channel_of(std::string_view name) noexcept;

// Reads "marks,typo" as on a command line. Errors: invalid_argument for an empty list or a name that is none.
DAU_API Result<ChannelSet> parse_channels(std::string_view list);

// One place of a line that was wrong: a word, a few words that belong together, or what stands between two words.
struct Correction {
  Span span;                // what to replace: bytes of the input as given
  std::string replacement;  // NFC UTF-8, in the case of the input; never equal to what it replaces
  Channel channel = Channel::marks;
  float confidence = 1;  // posterior of the replacement in [0, 1]; 1 where it was not computed
};

struct CorrectOptions {
  ChannelSet channels = ChannelSet::all();
  TonePolicy tone = TonePolicy::follow;
  float min_confidence = 0;  // corrections below this posterior are left out, 0 ≤ p ≤ 1
  bool posteriors = false;   // fill in Correction::confidence
};

// Corrects a line by a noisy channel: candidates of each kind of error, with costs, over the restorer's lattice,
// trigram and net.
//
// Invariants: addresses, code, numbers with their signs and sentences of other languages stay; a line that is right
// stays as it is (measured, not proven: docs/methods/correct.md); corrections are sorted and do not overlap.
// Thread safety: immutable after open(); any number of threads may share one Corrector.
// Source: docs/methods/correct.md.
class DAU_API Corrector {
 public:
  // Opens a model of kind "correct" and the model of kind "restore" that it works with; the files are mapped.
  // Errors: not_found; corrupt (not ours, damaged, failed self-test); unsupported (newer format).
  static Result<Corrector> open(const std::string& correct_path, const std::string& restore_path);

  // The same from containers that are open already.
  static Result<Corrector> from(model::Container correct, model::Container restore);

  // Returns the corrections of a line, sorted by span.begin; empty when nothing needs changing.
  // `line`: UTF-8 in any normalisation form. One line is one context.
  // Errors: invalid_utf8; invalid_argument (an option out of its range).
  // Cost: time and memory O(bytes); clean text is cheap, noisy text some ten times dearer a word.
  Result<std::vector<Correction>> correct(std::string_view line, const CorrectOptions& options = {}) const;

  // Calls `sink` with each correction, in order, without keeping them. The sink must not correct other lines.
  Result<void> correct_each(std::string_view line, const std::function<void(Correction&&)>& sink,
                            const CorrectOptions& options = {}) const;

  // Appends the corrected line to `out`.
  Result<void> correct_to(std::string_view line, std::string& out, const CorrectOptions& options = {}) const;

  const model::Container& container() const noexcept;

  Corrector(Corrector&&) noexcept;
  Corrector& operator=(Corrector&&) noexcept;
  ~Corrector();

 private:
  struct Impl;
  explicit Corrector(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// Returns `line` with `corrections`, as correct() gave them for this same line, carried out.
DAU_API std::string apply_corrections(std::string_view line, const std::vector<Correction>& corrections);

// {"text": …, "edits": [{"begin", "end", "from", "to", "channel", "confidence"}, …]}, compact; docs/guide/correct.md.
// `original` maps offsets of `line`, ascending, to those that are written, where `line` was mended before; none: as
// they are.
DAU_API std::string to_json(std::string_view line, const std::vector<Correction>& corrections,
                            const std::function<std::size_t(std::size_t)>& original = {});

// Options out of range: invalid_argument with `at` naming the option.
DAU_API Result<void> validate(const CorrectOptions& options);
}  // namespace dau::text
