// SPDX-License-Identifier: Apache-2.0
// structured_text.cc — Markdown, source code, YAML, XML, CSS: one comment line (C2PA 2.4, A.9).
#include <algorithm>
#include <utility>

#include "mark/comment_style.h"
#include "mark/container.h"

namespace dau::mark {
namespace {
constexpr std::string_view kBegin = "-----BEGIN C2PA MANIFEST-----";
constexpr std::string_view kEnd = "-----END C2PA MANIFEST-----";
constexpr std::string_view kData = "data:application/c2pa;base64,";

constexpr CommentStyle kMarkup{"<!-- ", " -->"}, kBlock{"/* ", " */"}, kSlashes{"// ", ""}, kHash{"# ", ""},
    kDashes{"-- ", ""}, kPercent{"% ", ""}, kSemicolon{"; ", ""};
constexpr std::pair<std::string_view, CommentStyle> kStyles[] = {
    {".md", kMarkup},   {".markdown", kMarkup}, {".xml", kMarkup},   {".css", kBlock},     {".js", kSlashes},
    {".mjs", kSlashes}, {".ts", kSlashes},      {".c", kSlashes},    {".cc", kSlashes},    {".cpp", kSlashes},
    {".h", kSlashes},   {".hpp", kSlashes},     {".java", kSlashes}, {".kt", kSlashes},    {".go", kSlashes},
    {".rs", kSlashes},  {".swift", kSlashes},   {".cs", kSlashes},   {".scala", kSlashes}, {".py", kHash},
    {".sh", kHash},     {".rb", kHash},         {".pl", kHash},      {".r", kHash},        {".yaml", kHash},
    {".yml", kHash},    {".toml", kHash},       {".sql", kDashes},   {".lua", kDashes},    {".hs", kDashes},
    {".tex", kPercent}, {".bib", kPercent},     {".ini", kSemicolon}};

Range line_around(std::string_view asset, std::size_t at, std::size_t end) {
  const std::size_t before = asset.rfind('\n', at);
  std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t newline = asset.find('\n', end);
  if (newline != std::string_view::npos) return {begin, newline + 1 - begin};
  if (begin > 0) --begin;  // the last line has no terminator: the one before it goes with it
  if (begin > 0 && asset[begin - 1] == '\r' && asset[begin] == '\n') --begin;
  return {begin, asset.size() - begin};
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

// Nothing but a comment may stand in the line with the reference: it would be left out of the hash with it.
bool is_comment(std::string_view before, std::string_view after) {
  before = trimmed(before);
  after = trimmed(after);
  if (before.empty() && after.empty()) return true;
  return std::ranges::any_of(kStyles, [&](const auto& style) {
    return before == trimmed(style.second.begin) && after == trimmed(style.second.end);
  });
}

Result<Found> find(std::string_view asset, const std::string&) {
  Found found;
  const std::size_t begin = asset.find(kBegin);
  if (begin == std::string_view::npos) return found;
  const std::size_t from = begin + kBegin.size();
  const std::size_t end = asset.find(kEnd, from);
  const auto fault = [&](std::string_view code, std::string_view why) {
    found.fault = code;
    found.explanation = why;
    return found;
  };
  if (asset.find(kBegin, from) != std::string_view::npos)
    return fault("manifest.structuredText.multipleReferences", "more than one reference to a manifest");
  if (end == std::string_view::npos)
    return fault("manifest.structuredText.malformedReference", "a reference that does not end");
  const std::string_view reference = trimmed(asset.substr(from, end - from));
  if (reference.empty()) return fault("manifest.structuredText.emptyReference", "a reference to nothing");
  if (!reference.starts_with(kData)) {
    if (reference.starts_with("http://") || reference.starts_with("https://"))
      return fault("manifest.inaccessible", "a reference to another place, which is not fetched");
    return fault("manifest.structuredText.malformedReference", "a reference that is no address");
  }
  auto store = from_base64_text(reference.substr(kData.size()));
  if (!store) return fault("manifest.structuredText.malformedReference", "what should be Base64 is none");
  const Range line = line_around(asset, begin, end + kEnd.size());
  if (reference.find('\n') != std::string_view::npos ||
      !is_comment(asset.substr(line.begin, begin - line.begin),
                  asset.substr(end + kEnd.size(), line.end() - end - kEnd.size())))
    return fault("manifest.structuredText.malformedReference", "the line holds more than the reference");
  found.add_store({*std::move(store), {}, line, false});
  return found;
}

// Where the first line means something only as the first.
bool is_reserved(std::string_view asset) {
  for (const std::string_view begin : {"#!", "<?xml", "---", "+++", "\xEF\xBB\xBF", "@charset", "<!DOCTYPE", "%YAML"})
    if (asset.starts_with(begin)) return true;
  const std::string_view two_lines = asset.substr(0, 200);
  return two_lines.starts_with("#") && two_lines.find("coding") != std::string_view::npos;
}

Result<Layout> lay_out(std::string_view asset, const Found& found, const Extras&, std::uint64_t store_size,
                       const std::string& name) {
  Layout out;
  std::string low = name;
  std::ranges::transform(low, low.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto style = comment_style(low);
  if (!style) return Error{Errc::unsupported, "a text whose comments are not known", name};
  std::vector<std::string_view> pieces{asset};
  if (!found.stores.empty()) {
    const Range old = found.stores.front().unit;
    pieces = {asset.substr(0, old.begin), asset.substr(old.end())};
  }
  std::string text;
  for (const std::string_view piece : pieces) text += piece;
  const std::string_view kept = out.keep(std::move(text));
  const std::size_t newline = kept.find('\n');
  const std::string terminator =
      newline != std::string_view::npos && newline > 0 && kept[newline - 1] == '\r' ? "\r\n" : "\n";
  const bool last = is_reserved(kept);
  const bool open = last && !kept.empty() && !kept.ends_with('\n');
  std::string head =
      (open ? terminator : std::string()) + std::string(style->begin) + std::string(kBegin) + " " + std::string(kData);
  std::string tail = " " + std::string(kEnd) + std::string(style->end) + (open ? std::string() : terminator);
  out.unit_size = head.size() + (store_size + 2) / 3 * 4 + tail.size();
  out.context = std::move(head) + '\0' + std::move(tail);
  (last ? out.before : out.after).push_back(kept);
  return out;
}

std::string make_unit(std::string_view store, const Layout& layout) {
  const std::size_t between = layout.context.find('\0');
  return layout.context.substr(0, between) + to_base64_text(store) + layout.context.substr(between + 1);
}
}  // namespace

std::optional<CommentStyle> comment_style(std::string_view name) {
  for (const auto& [ending, style] : kStyles)
    if (name.ends_with(ending)) return style;
  return std::nullopt;
}

const Container kStructuredText{find, lay_out, make_unit};
}  // namespace dau::mark
