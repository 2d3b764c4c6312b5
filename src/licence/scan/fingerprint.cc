// SPDX-License-Identifier: Apache-2.0
// fingerprint.cc — shingles of five words, hashed, against the smallest hashes of each licence
// (docs/methods/licence.md).
#include "licence/scan/fingerprint.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/hash.h"

namespace dau::licence {
namespace {
constexpr std::size_t kShingle = 5;
constexpr double kPresent = 0.9;
constexpr double kAlike = 0.6;  // two licences that share so much of a sketch are variants of one text

struct Print {
  std::string_view id;
  std::size_t shingles = 0;
  std::vector<std::uint32_t> sketch;  // ascending
};

struct Row {
  std::string_view id, shingles, hashes;
};

constexpr Row kRows[] = {
#include "licence/fingerprints.inc"
};

std::vector<Print> read_prints() {
  std::vector<Print> prints;
  for (const Row& row : kRows) {
    Print print{row.id, 0, {}};
    std::from_chars(row.shingles.data(), row.shingles.data() + row.shingles.size(), print.shingles);
    for (std::size_t at = 0; at + 8 <= row.hashes.size(); at += 9) {
      std::uint32_t hash = 0;
      std::from_chars(row.hashes.data() + at, row.hashes.data() + at + 8, hash, 16);
      print.sketch.push_back(hash);
    }
    prints.push_back(std::move(print));
  }
  return prints;
}

const std::vector<Print>& prints() {
  static const std::vector<Print> kPrints = read_prints();
  return kPrints;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// "Copyright (c) 2026 …", "All rights reserved.": lines that differ in every copy.
bool is_copyright(std::string_view line) {
  std::string head;
  for (const char c : line)
    if (is_word(lower(c)) || c == ' ') head += lower(c);
  const std::size_t begin = head.find_first_not_of(' ');
  if (begin == std::string::npos) return false;
  const std::string_view words = std::string_view(head).substr(begin);
  const auto begins = [&](std::string_view word) {
    return words.starts_with(word) && (words.size() == word.size() || words[word.size()] == ' ');
  };
  const bool sign = line.find("©") != std::string_view::npos && line.find("©") < 4;
  return begins("copyright") || begins("all rights reserved") || (begins("c") && line.find("(c)") < 4) ||
         (begins("c") && line.find("(C)") < 4) || sign;
}

// The words of the text, one space between two.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_copyright(line)) continue;
    bool inside = false;
    for (const char c : line) {
      const bool word = is_word(lower(c));
      if (word && !inside) words.emplace_back();
      if (word) words.back() += lower(c);
      inside = word;
    }
  }
  return words;
}

std::vector<std::uint32_t> hashes_of(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  std::vector<std::uint32_t> hashes;
  std::string shingle;
  for (std::size_t i = 0; i + kShingle <= words.size(); ++i) {
    shingle.clear();
    for (std::size_t k = 0; k < kShingle; ++k) shingle.append(k == 0 ? "" : " ").append(words[i + k]);
    hashes.push_back(static_cast<std::uint32_t>(xxh3_64(as_bytes(shingle)) >> 32));
  }
  std::ranges::sort(hashes);
  return hashes;
}

double share_in(const std::vector<std::uint32_t>& sketch, const std::vector<std::uint32_t>& hashes) {
  const auto found =
      std::ranges::count_if(sketch, [&](std::uint32_t h) { return std::ranges::binary_search(hashes, h); });
  return sketch.empty() ? 0 : static_cast<double>(found) / static_cast<double>(sketch.size());
}

bool are_alike(const Print& a, const Print& b) {
  return share_in(a.sketch, b.sketch) >= kAlike || share_in(b.sketch, a.sketch) >= kAlike;
}
// A short licence inside a longer one: all its hashes below the longer's last are among the longer's.
bool is_inside(const Print& inner, const Print& outer) {
  std::vector<std::uint32_t> low = inner.sketch;
  std::erase_if(low, [&](std::uint32_t hash) { return hash > outer.sketch.back(); });
  return low.size() >= 4 && share_in(low, outer.sketch) >= kPresent;
}

bool is_covered(const Print& print, const std::vector<const Print*>& taken) {
  return std::ranges::any_of(taken,
                             [&](const Print* other) { return are_alike(*other, print) || is_inside(print, *other); });
}
}  // namespace

std::vector<TextMatch> match_licence_text(std::string_view text) {
  const std::vector<std::uint32_t> hashes = hashes_of(text);
  std::vector<std::pair<double, const Print*>> present;
  for (const Print& print : prints())
    if (const double share = share_in(print.sketch, hashes); share >= kPresent) present.emplace_back(share, &print);
  // The better share wins; of equal ones the longer, in which the shorter may lie.
  std::ranges::stable_sort(present, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->shingles > b.second->shingles;
  });
  std::vector<const Print*> taken;
  std::vector<TextMatch> matches;
  for (const auto& [share, print] : present) {
    if (is_covered(*print, taken)) continue;
    taken.push_back(print);
    matches.push_back({std::string(print->id), share});
  }
  return matches;
}
}  // namespace dau::licence
