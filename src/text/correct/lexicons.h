// SPDX-License-Identifier: Apache-2.0
// lexicons.h — the written lexicons of a correct model: what chat writes for what, and which letters take each other's
// place. The files they come from are in data/correct/.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dau/model/container.h"
#include "dau/result.h"
#include "text/correct/costs.h"

namespace dau::text {
struct ChatEntry {
  std::vector<std::string> meant;  // syllables, lower case
  // sure: nothing else in Vietnamese; likely: may be a word, a name or a unit; single: one letter; dialect: what people
  // of a region write at any time too, so only in a line that shows chat elsewhere.
  enum class Kind : std::uint8_t { sure, likely, single, dialect } kind = Kind::sure;
};

struct Rewrite {
  std::string typed, meant;  // lower-case letters without marks; kCedilla for ç
  Channel channel = Channel::ocr;
  enum class Place : std::uint8_t { any, onset, coda, capital, title } place = Place::any;
  Cost cost = 0;
};

class Lexicons {
 public:
  // Errors: corrupt, with the line, for a line that is none.
  static Result<Lexicons> open(const model::Container& container);

  // The entries for a lower-case word; none for most words.
  const std::vector<ChatEntry>& chat(std::string_view word) const;
  // The rewrites whose typed side begins with this character.
  const std::vector<Rewrite>& rewrites(char first) const { return rewrites_[static_cast<unsigned char>(first) & 127u]; }

 private:
  Result<void> read_chat(std::string_view text);
  Result<void> read_rewrites(std::string_view text);

  std::map<std::string, std::vector<ChatEntry>, std::less<>> chat_;
  std::array<std::vector<Rewrite>, 128> rewrites_;
};
}  // namespace dau::text
