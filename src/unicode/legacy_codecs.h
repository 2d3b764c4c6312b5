// SPDX-License-Identifier: Apache-2.0
// legacy_codecs.h — the encodings that are no tables, and what all decoders share.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dau::unicode {
// What a decoder writes to. Fails at the first byte that is not defined, or puts U+FFFD.
class Decoded {
 public:
  explicit Decoded(bool replace) : replace_(replace) {}

  // False when the decoder should stop.
  bool undefined(std::size_t offset) {
    if (!bad_) bad_ = offset;
    if (replace_) text += "\xEF\xBF\xBD";
    return replace_;
  }
  // The first byte that is not defined, unless it has been replaced.
  std::optional<std::size_t> bad() const { return replace_ ? std::nullopt : bad_; }

  std::string text;

 private:
  bool replace_;
  std::optional<std::size_t> bad_;
};

void decode_vni(std::string_view bytes, Decoded& out);
// `text`: NFC. The offset of the first character that cannot be written.
std::optional<std::size_t> encode_vni(std::string_view text, std::string& out);

// `bytes`: UTF-8; what is not ASCII is kept.
void decode_viqr(std::string_view bytes, std::string& out);
std::optional<std::size_t> encode_viqr(std::string_view text, std::string& out);
}  // namespace dau::unicode
