// SPDX-License-Identifier: Apache-2.0
// legacy.cc — bytes to UTF-8 and back: by table, or by the codec of the encoding.
#include "dau/unicode/legacy.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include "dau/unicode/case.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/utf8.h"
#include "unicode/legacy_codecs.h"
#include "unicode/legacy_tables.h"
#include "unicode/misread.h"

namespace dau::unicode {
namespace {
constexpr std::string_view kNames[kEncodings] = {"utf8", "tcvn3", "tcvn5712", "vni", "viscii", "cp1258", "viqr"};

Error undefined_byte(std::string_view bytes, std::size_t offset, Encoding encoding) {
  char hex[8];
  std::snprintf(hex, sizeof hex, "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(bytes[offset])));
  return {Errc::invalid_input,
          std::string("byte ") + hex + " is not " + std::string(encoding_name(encoding)) +
              " where it stands, at byte " + std::to_string(offset),
          std::to_string(offset)};
}

void decode_table(std::string_view bytes, const ByteTable& table, Decoded& out) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char16_t c = table[static_cast<unsigned char>(bytes[i])];
    if (c != 0 || bytes[i] == 0) {
      append_utf8(out.text, c);
    } else if (!out.undefined(i)) {
      return;
    }
  }
}

// Bytes of one of the 8-bit encodings.
void decode_bytes(std::string_view bytes, Encoding encoding, Decoded& out) {
  if (encoding == Encoding::vni) return decode_vni(bytes, out);
  decode_table(bytes, byte_table(encoding), out);
}

Result<std::string> check_is_utf8(std::string_view bytes, bool replace) {
  std::string out;
  while (const auto bad = find_invalid_utf8(bytes)) {
    if (!replace) return std::move(check_utf8(bytes)).error();
    out.append(bytes.substr(0, *bad)).append("\xEF\xBF\xBD");
    bytes.remove_prefix(*bad);
    bytes.remove_prefix(invalid_utf8_size(bytes));
  }
  return out.append(bytes);
}

// Of one-byte encodings: the byte of each character. A character that two bytes stand for has the first.
using ByteOf = std::unordered_map<char32_t, unsigned char>;

const ByteOf& bytes_of(Encoding encoding) {
  static const auto made = [] {
    std::array<ByteOf, kEncodings> all;
    for (const Encoding each : {Encoding::tcvn3, Encoding::tcvn5712, Encoding::viscii, Encoding::cp1258})
      for (std::size_t byte = 0; byte < 256; ++byte)
        if (const char16_t c = byte_table(each)[byte]; c != 0 || byte == 0)
          all[static_cast<std::size_t>(each)].emplace(c, static_cast<unsigned char>(byte));
    return all;
  }();
  return made[static_cast<std::size_t>(encoding)];
}

// Writes `c`, or the parts that the encoding has of it.
bool append_bytes(std::string& out, char32_t c, Encoding encoding) {
  const ByteOf& bytes = bytes_of(encoding);
  const auto put = [&](char32_t character) {
    const auto found = bytes.find(character);
    if (found == bytes.end()) return false;
    out += static_cast<char>(found->second);
    return true;
  };
  if (put(c)) return true;
  if (!has_mark(c)) return false;
  Letter letter = split_letter(c);
  if (encoding == Encoding::tcvn3) return put(to_lower(c));
  constexpr char32_t kTones[] = {0, 0x300, 0x301, 0x309, 0x303, 0x323};
  const char32_t tone = kTones[static_cast<std::size_t>(letter.tone)];
  letter.tone = Tone::level;
  return tone != 0 && bytes.contains(tone) && put(join_letter(letter)) && put(tone);
}

std::optional<std::size_t> encode_table(std::string_view text, Encoding encoding, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    if (!append_bytes(out, point.value, encoding)) return i;
    i += point.size;
  }
  return std::nullopt;
}
}  // namespace

std::string_view encoding_name(Encoding encoding) noexcept { return kNames[static_cast<std::size_t>(encoding)]; }

std::optional<Encoding> encoding_from_name(std::string_view name) noexcept {
  const auto found = std::ranges::find(kNames, name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Encoding>(found - std::begin(kNames));
}

namespace {
Result<std::string> decode_eight_bit(std::string_view bytes, Encoding encoding, bool replace) {
  Decoded out(replace);
  out.text.reserve(bytes.size() + bytes.size() / 2);
  decode_bytes(bytes, encoding, out);
  if (const auto bad = out.bad()) return undefined_byte(bytes, *bad, encoding);
  return is_nfc(out.text) ? std::move(out.text) : to_nfc(out.text);
}

// What was misread, stretch by stretch between the characters that no byte was taken for.
Result<std::string> decode_misread(std::string_view text, Encoding encoding, bool replace) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Misread stretch = misread_bytes(text, i);
    auto part = encoding == Encoding::utf8 ? check_is_utf8(stretch.bytes, replace)
                                           : decode_eight_bit(stretch.bytes, encoding, replace);
    if (!part) {
      Error error = std::move(part).error();
      const std::size_t offset = misread_offset(text, i, std::stoull(error.at));
      if (encoding != Encoding::utf8) error = undefined_byte(stretch.bytes, std::stoull(error.at), encoding);
      error.at = std::to_string(offset);
      error.message = error.message.substr(0, error.message.rfind(' ') + 1) + error.at;
      return error;
    }
    out += *part;
    i = stretch.end;
    if (i == text.size()) break;
    const std::size_t size = decode_at(text, i).size;
    out.append(text, i, size);
    i += size;
  }
  return out;
}

Result<std::string> decode_as(std::string_view bytes, Reading reading, bool replace) {
  const bool eight_bit = reading.encoding != Encoding::utf8 && reading.encoding != Encoding::viqr;
  if (eight_bit && !reading.misread) return decode_eight_bit(bytes, reading.encoding, replace);
  DAU_TRY(std::string text, check_is_utf8(bytes, replace));
  if (reading.encoding == Encoding::viqr) {
    std::string out;
    decode_viqr(text, out);
    return out;
  }
  return reading.misread ? decode_misread(text, reading.encoding, replace) : std::move(text);
}
}  // namespace

Result<std::string> decode(std::string_view bytes, Reading reading, const DecodeOptions& options) {
  DAU_TRY(std::string text, decode_as(bytes, reading, options.replace));
  const bool legacy = reading.encoding != Encoding::utf8 || reading.misread;
  return options.capital_font && legacy ? to_upper(text) : std::move(text);
}

Result<std::string> encode(std::string_view text, Encoding encoding) {
  const std::string nfc = to_nfc(text);
  if (encoding == Encoding::utf8) return nfc;
  std::string out;
  const auto bad = encoding == Encoding::vni    ? encode_vni(nfc, out)
                   : encoding == Encoding::viqr ? encode_viqr(nfc, out)
                                                : encode_table(nfc, encoding, out);
  if (!bad) return out;
  return Error{Errc::invalid_input,
               std::string(encoding_name(encoding)) + " lacks the character at byte " + std::to_string(*bad),
               std::to_string(*bad)};
}
}  // namespace dau::unicode
