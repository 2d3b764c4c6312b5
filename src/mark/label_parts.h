// SPDX-License-Identifier: Apache-2.0
// label_parts.h — the label of each kind of file.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/mark/label.h"

namespace dau::mark {
// Rows of 32-bit pixels as Cairo has them: blue, green, red, alpha in memory.
struct Image {
  int width = 0, height = 0;
  std::vector<std::uint32_t> pixels;
};
inline constexpr std::int64_t kMaxPixels = 100'000'000;

Result<std::string> label_png(std::string_view png, const std::string& text, bool top, const std::string& name);
void draw_label(Image& image, const std::string& text, bool top);
Result<std::string> card_png(int width, const std::string& text);
// A PDF of one page, `width` points wide, with the label; its height is the label's.
Result<std::string> card_pdf(double width, const std::string& text);

Result<Image> read_jpeg(std::string_view jpeg, const std::string& name);
Result<std::string> write_jpeg(const Image& image, const std::string& name);

Result<std::string> label_wav(std::string_view wav, std::string_view cue, const std::string& name);
Result<std::string> label_html(std::string_view html, const std::string& text, const LabelOptions& options);
Result<std::string> label_pdf(std::string_view pdf, const std::string& text, bool top, const std::string& name);
}  // namespace dau::mark
