// SPDX-License-Identifier: Apache-2.0
// segment.h — find the words: "học sinh đi học" → học sinh | đi | học.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/model/container.h"
#include "dau/result.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
using unicode::Span;

// Joins the syllables of a line to words. A linear model scores every gap between two syllables and every word that
// they could make, in whole numbers; the best way through is exact, and the same on every machine.
//
// Invariants: words lie in order, do not overlap, and hold all that is no white space; a punctuation mark or symbol is
// a word of its own; a number, an address or an abbreviation with its full stop is never cut.
// Thread safety: immutable after open(); any number of threads may share one Segmenter.
// Source: docs/methods/segment.md (model, training data, scores).
class DAU_API Segmenter {
 public:
  // Opens a model container of kind "segment"; the file is mapped, not copied.
  // Errors: not_found; corrupt (not ours, unfinished, damaged, failed self-test); unsupported (newer format).
  // Cost: some milliseconds.
  static Result<Segmenter> open(const std::string& path);

  // The same from a container that is open already.
  static Result<Segmenter> from(model::Container container);

  // The words as bytes of `line` as given: UTF-8 in any normalisation form. What stands after a line end or full stop
  // is seen by what stands before, so a line may hold any number of sentences.
  // Errors: invalid_utf8. Cost: time and memory O(bytes).
  Result<std::vector<Span>> segment(std::string_view line) const;

  // Calls `sink` with each word that segment() would return, in order, without keeping them. What the sink throws
  // passes through. It must not segment other lines: the work on this one is under way in memory that belongs to the
  // thread.
  Result<void> segment_each(std::string_view line, const std::function<void(Span)>& sink) const;

  // Appends the words separated by one space, the syllables of each joined by "_": học_sinh đi học . Line ends stay,
  // and no word goes over one. Without white space and "_" between syllables this is the line again. A "_" of the line
  // itself stays, so that only the spans tell the two apart.
  Result<void> segment_to(std::string_view line, std::string& out) const;

  const model::Container& container() const noexcept;

  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;
  ~Segmenter();

 private:
  struct Impl;
  explicit Segmenter(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// Appends `word`, a span of `line`, with "_" for each run of white space inside it.
DAU_API void append_joined(std::string_view line, Span word, std::string& out);

// One JSON object: {"words":[{"begin":0,"end":9,"text":"học sinh"},…]}, the text as it stands in the line. `offsets`,
// when not empty, are what to write for begin and end instead, one span for each word.
DAU_API std::string to_json(std::string_view line, std::span<const Span> words, std::span<const Span> offsets = {});
}  // namespace dau::text
