// SPDX-License-Identifier: Apache-2.0
// legacy.h — Vietnamese text in the encodings used before Unicode, and in Unicode after a wrong conversion.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dau/api.h"
#include "dau/result.h"

namespace dau::unicode {
// Sources of the tables and the choices made: docs/methods/normalize.md.
enum class Encoding : std::uint8_t {
  utf8,
  tcvn3,     // ABC fonts: the letters of TCVN 5712:1993 VN3; no capitals with tones but by a capital font
  tcvn5712,  // TCVN 5712:1993 VN1: all letters, and combining tones; what iconv calls TCVN
  vni,       // VNI for Windows: a base letter and a mark, two bytes
  viscii,    // RFC 1456, 8 bits
  cp1258,    // Microsoft code page 1258: letters, and tones as combining marks
  viqr,      // RFC 1456, 7 bits: Tie^'ng Vie^.t
};
inline constexpr std::size_t kEncodings = 7;

DAU_API std::string_view encoding_name(Encoding encoding) noexcept;  // "tcvn3"
DAU_API std::optional<Encoding> encoding_from_name(std::string_view name) noexcept;

// How bytes are to be read.
struct Reading {
  Encoding encoding = Encoding::utf8;
  // The bytes are UTF-8, but its characters are the bytes of `encoding` taken for Windows-1252 or Latin-1 on the way
  // ("TiÕng ViÖt" for TCVN3). Characters that neither has are as they should be.
  bool misread = false;
  friend bool operator==(const Reading&, const Reading&) = default;
};

struct DecodeOptions {
  bool capital_font = false;  // the text was set in a capital font (.VnTimeH): write capitals
  bool replace = false;       // U+FFFD for what the encoding does not define, and no error
};

// The text in UTF-8, letters in NFC; UTF-8 that is read as it is comes back as it was. Errors: invalid_utf8 (a reading
// of UTF-8, or VIQR, of bytes that are none), invalid_input (bytes that the encoding does not define), the message
// naming byte and place and `at` = its offset. Cost: linear. Thread-safe.
DAU_API Result<std::string> decode(std::string_view bytes, Reading reading, const DecodeOptions& options = {});

// `text` (well-formed UTF-8, any form) in `encoding`. decode(encode(x)) = to_nfc(x), but in tcvn3 for capitals that
// have a tone, which become small letters as ABC fonts have them. Errors: invalid_input (a character that the encoding
// lacks), `at` = its offset in the NFC of `text`.
DAU_API Result<std::string> encode(std::string_view text, Encoding encoding);

// How a line of a text that is said to be in `encoding` is to be read: lines that are UTF-8 already stay, those that
// were misread are found by their characters. Cost: linear, one look where the line is not UTF-8.
DAU_API Reading reading_of(std::string_view line, Encoding encoding);

struct Guess {
  Reading reading;
  double confidence = 1;  // 0 to 1: how far it is ahead of the next; for ordering and thresholds, no probability
};

// The likeliest reading of a text, from its first 64 KiB: that whose words are Vietnamese syllables, the common ones
// above all. UTF-8 where the bytes are UTF-8 and nothing speaks against it. Never tcvn5712, whose small letters are
// those of tcvn3.
DAU_API Guess detect(std::string_view bytes);

// The same for a text that comes line by line, in constant memory: each line by what it shows, together with what the
// lines before it have shown. A line that is UTF-8 and looks so is read as UTF-8 whatever the others are. A value.
class DAU_API Detector {
 public:
  Reading next(std::string_view line);

 private:
  static constexpr std::size_t kReadings = 2 * kEncodings;
  std::array<int, kReadings> seen_{};  // evidence for each reading, kept within bounds
};
}  // namespace dau::unicode
