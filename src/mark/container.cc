// SPDX-License-Identifier: Apache-2.0
// container.cc — see container.h and format.h.
#include "mark/container.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/bytes.h"
#include "base/sign.h"
#include "mark/bytes_be.h"
#include "mark/comment_style.h"

namespace dau::mark {
namespace {
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

// Without white space, a byte order mark, an XML declaration and comments.
std::string_view first_markup(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (;;) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    text.remove_prefix(begin);
    const bool comment = text.starts_with("<!--");
    if (!comment && !text.starts_with("<?")) return text;
    const std::string_view ending = comment ? "-->" : "?>";
    const std::size_t end = text.find(ending);
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + ending.size());
  }
}

bool begins_with_tag(std::string_view text, std::string_view tag) {
  return lowered(text.substr(0, tag.size())) == tag && text.size() > tag.size() &&
         (text[tag.size()] == '>' || text[tag.size()] == ' ' || text[tag.size()] == '\n' || text[tag.size()] == '\t' ||
          text[tag.size()] == '\r' || text[tag.size()] == '/' || text[tag.size()] == '[');
}

bool is_svg(std::string_view text) {
  std::string_view markup = first_markup(text.substr(0, 64 * 1024));
  if (begins_with_tag(markup, "<!doctype") && lowered(markup.substr(9, 8)).find("svg") != std::string::npos)
    return true;
  return begins_with_tag(markup, "<svg") || begins_with_tag(markup, "<svg:svg");
}

bool is_html(std::string_view text) {
  const std::string_view markup = first_markup(text.substr(0, 64 * 1024));
  if (begins_with_tag(markup, "<!doctype")) return lowered(markup.substr(9, 8)).find("html") != std::string::npos;
  return begins_with_tag(markup, "<html");
}

bool is_mp3_frame(std::string_view asset) {
  if (asset.size() < 4) return false;
  const auto b = [&](std::size_t i) { return static_cast<std::uint8_t>(asset[i]); };
  return b(0) == 0xFF && (b(1) & 0xE6) == 0xE2 && (b(2) & 0xF0) != 0xF0 && (b(2) & 0x0C) != 0x0C;  // layer III
}

Format riff_format(std::string_view asset) {
  const std::string_view form = asset.substr(8, 4);
  if (form == "WAVE") return Format::wav;
  if (form == "WEBP") return Format::webp;
  return form == "AVI " ? Format::avi : Format::other;
}

constexpr std::pair<std::string_view, Format> kEndings[] = {
    {".png", Format::png},   {".jpg", Format::jpeg}, {".jpeg", Format::jpeg}, {".wav", Format::wav},
    {".webp", Format::webp}, {".mp3", Format::mp3},  {".mp4", Format::mp4},   {".m4a", Format::mp4},
    {".m4v", Format::mp4},   {".mov", Format::mp4},  {".pdf", Format::pdf},   {".svg", Format::svg},
    {".html", Format::html}, {".htm", Format::html}, {".c2pa", Format::store}};

constexpr std::array<std::string_view, 14> kNames = {
    "png",        "jpeg",  "wav",  "webp", "avi", "mp3", "mp4", "pdf", "svg", "html", "structured_text",
    "plain_text", "store", "other"};
}  // namespace

Format format_of(std::string_view asset, std::string_view name) {
  if (asset.starts_with("\x89PNG\r\n\x1A\n")) return Format::png;
  if (asset.starts_with("\xFF\xD8\xFF")) return Format::jpeg;
  if (asset.size() >= 12 && asset.starts_with("RIFF")) return riff_format(asset);
  if (asset.size() >= 12 && asset.substr(4, 4) == "ftyp") return Format::mp4;
  if (asset.size() >= 48 && asset.substr(4, 4) == "jumb" && asset.substr(24, 4) != "") {
    if (asset.substr(12, 4) == "jumd" && asset.substr(16, 4) == "c2pa") return Format::store;
  }
  if (asset.substr(0, 1024).find("%PDF-") != std::string_view::npos) return Format::pdf;
  if (asset.starts_with("ID3") || is_mp3_frame(asset)) return Format::mp3;
  if (is_svg(asset)) return Format::svg;
  if (is_html(asset)) return Format::html;
  const std::string low = lowered(name);
  for (const auto& [ending, format] : kEndings)
    if (low.ends_with(ending)) {
      const bool text = format == Format::svg || format == Format::html;
      return text ? format : Format::other;  // its content said that it is none
    }
  if (comment_style(low)) return Format::structured_text;
  return Format::other;
}

std::string_view format_name(Format format) { return kNames[static_cast<std::size_t>(format)]; }

std::string media_type(Format format, std::string_view asset, std::string_view name) {
  const std::string low = lowered(name);
  switch (format) {
    case Format::png:
      return "image/png";
    case Format::jpeg:
      return "image/jpeg";
    case Format::wav:
      return "audio/wav";
    case Format::webp:
      return "image/webp";
    case Format::avi:
      return "video/x-msvideo";
    case Format::mp3:
      return "audio/mpeg";
    case Format::mp4: {
      const std::string_view brand = asset.size() >= 12 ? asset.substr(8, 4) : std::string_view();
      if (brand == "M4A ") return "audio/mp4";
      if (brand == "qt  ") return "video/quicktime";
      if (brand == "avif") return "image/avif";
      if (brand == "heic" || brand == "heix" || brand == "mif1") return "image/heic";
      return low.ends_with(".m4a") ? "audio/mp4" : "video/mp4";
    }
    case Format::pdf:
      return "application/pdf";
    case Format::svg:
      return "image/svg+xml";
    case Format::html:
      return "text/html";
    case Format::structured_text:
      return low.ends_with(".md") ? "text/markdown" : "text/plain";
    case Format::plain_text:
      return "text/plain";
    case Format::store:
      return "application/c2pa";
    case Format::other:
      break;
  }
  return low.ends_with(".txt") ? "text/plain" : "application/octet-stream";
}

const Container* container_of(Format format) {
  switch (format) {
    case Format::png:
      return &kPng;
    case Format::jpeg:
      return &kJpeg;
    case Format::wav:
    case Format::webp:
    case Format::avi:
      return &kRiff;
    case Format::mp3:
      return &kMp3;
    case Format::mp4:
      return &kBmff;
    case Format::pdf:
#if defined(DAU_MARK_ALONE)  // without qpdf: beside the file
      return nullptr;
#else
      return &kPdf;
#endif
    case Format::svg:
      return &kSvg;
    case Format::html:
      return &kHtml;
    case Format::structured_text:
      return &kStructuredText;
    case Format::plain_text:
      return &kPlainText;
    case Format::store:
    case Format::other:
      break;
  }
  return nullptr;
}

std::uint64_t Layout::unit_begin() const {
  std::uint64_t sum = 0;
  for (const std::string_view part : before) sum += part.size();
  return sum;
}

std::string_view Layout::keep(std::string text) { return own.emplace_back(std::move(text)); }

Error not_of_format(std::string_view what, const std::string& name, std::uint64_t at) {
  return {Errc::corrupt, std::string(what), at_byte(name, at)};
}

std::string to_base64_text(std::string_view bytes) { return to_base64(as_bytes(bytes)); }

std::optional<std::string> from_base64_text(std::string_view text) {
  std::string dense;
  dense.reserve(text.size());
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') dense += c;
  auto bytes = from_base64(dense);
  if (!bytes) return std::nullopt;
  return *std::move(bytes);
}
}  // namespace dau::mark
