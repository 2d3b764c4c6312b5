// SPDX-License-Identifier: Apache-2.0
// html.cc — HTML: Base64 in <script type="application/c2pa"> (C2PA 2.4, A.7). Not a parser of HTML: it goes from tag to
// tag, past comments and the elements whose content is no markup.
#include <algorithm>
#include <array>

#include "base/json.h"
#include "mark/container.h"
#include "mark/label_parts.h"

namespace dau::mark {
namespace {
constexpr std::string_view kBegin = "<script type=\"application/c2pa\">";
constexpr std::string_view kEnd = "</script>";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

struct Tag {
  std::string name;  // in small letters
  std::string type, rel, href;
  Range range;
  std::size_t attributes = 0;
};

// One after the other; no end tags but those that close an element without markup.
class Tags {
 public:
  explicit Tags(std::string_view html) : html_(html) {}

  std::optional<Tag> next() {
    for (;;) {
      at_ = html_.find('<', at_);
      if (at_ == std::string_view::npos || at_ + 1 >= html_.size()) return std::nullopt;
      const std::string_view rest = html_.substr(at_);
      if (rest.starts_with("<!--")) {
        if (!skip_past("-->", 4)) return std::nullopt;
      } else if (is_letter(rest[1])) {
        return read_tag();
      } else if (rest[1] == '!' || rest[1] == '?' || rest[1] == '/') {
        if (!skip_past(">", 2)) return std::nullopt;
        if (rest[1] == '!') after_doctype_ = at_;
      } else {
        ++at_;
      }
    }
  }

  // From the end of a start tag to the begin, and to the end, of the end tag; the whole rest where there is none.
  Range content_of(const Tag& tag) {
    const std::size_t begin = tag.range.end();
    std::size_t at = begin;
    for (;; ++at) {
      at = html_.find("</", at);
      if (at == std::string_view::npos) {
        at_ = html_.size();
        return {begin, html_.size() - begin};
      }
      if (lowered(html_.substr(at + 2, tag.name.size())) == tag.name) break;
    }
    const std::size_t end = html_.find('>', at);
    at_ = end == std::string_view::npos ? html_.size() : end + 1;
    return {begin, at - begin};
  }

  std::size_t position() const { return at_; }
  std::size_t after_doctype() const { return after_doctype_; }

  static bool is_raw(std::string_view name) {
    constexpr std::array<std::string_view, 7> kRaw = {"script", "style",  "textarea", "title",
                                                      "xmp",    "iframe", "noembed"};
    return std::ranges::find(kRaw, name) != kRaw.end();
  }

 private:
  bool skip_past(std::string_view what, std::size_t from) {
    const std::size_t found = html_.find(what, at_ + from);
    if (found == std::string_view::npos) return false;
    at_ = found + what.size();
    return true;
  }

  std::optional<Tag> read_tag() {
    Tag tag;
    const std::size_t begin = at_++;
    std::size_t end = at_;
    while (end < html_.size() && !is_space(html_[end]) && html_[end] != '>' && html_[end] != '/') ++end;
    tag.name = lowered(html_.substr(at_, std::min<std::size_t>(end - at_, 32)));
    at_ = end;
    while (at_ < html_.size() && html_[at_] != '>') read_attribute(tag);
    if (at_ >= html_.size()) return std::nullopt;
    ++at_;
    tag.range = {begin, at_ - begin};
    return tag;
  }

  void read_attribute(Tag& tag) {
    if (is_space(html_[at_]) || html_[at_] == '/') {
      ++at_;
      return;
    }
    ++tag.attributes;
    const std::size_t begin = at_++;
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '=' && html_[at_] != '>' && html_[at_] != '/')
      ++at_;
    const std::string name = lowered(html_.substr(begin, std::min<std::size_t>(at_ - begin, 32)));
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] != '=') return;
    ++at_;
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    const std::string value = read_value();
    if (name == "type" && tag.type.empty()) tag.type = lowered(value);
    if (name == "rel" && tag.rel.empty()) tag.rel = lowered(value);
    if (name == "href" && tag.href.empty()) tag.href = value;
  }

  std::string read_value() {
    if (at_ >= html_.size()) return {};
    const char quote = html_[at_];
    std::size_t begin = at_;
    if (quote == '"' || quote == '\'') {
      ++begin;
      const std::size_t end = std::min(html_.find(quote, begin), html_.size());
      at_ = std::min(end + 1, html_.size());
      return std::string(html_.substr(begin, std::min<std::size_t>(end - begin, 4096)));
    }
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>') ++at_;
    return std::string(html_.substr(begin, std::min<std::size_t>(at_ - begin, 4096)));
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t after_doctype_ = 0;
};

Result<Found> find(std::string_view asset, const std::string&) {
  Found found;
  Tags tags(asset);
  std::size_t references = 0;
  while (const auto tag = tags.next()) {
    if (tag->name == "link" && tag->rel == "c2pa-manifest") {
      ++references;
      found.explanation = "the page refers to " + tag->href + ", which is not fetched";
    }
    if (!Tags::is_raw(tag->name)) continue;
    const Range content = tags.content_of(*tag);
    if (tag->name != "script" || tag->type != "application/c2pa") continue;
    ++references;
    auto store = from_base64_text(asset.substr(content.begin, content.size));
    const std::uint64_t end = tags.position();
    // What stands in the element besides the store would be left out of the hash with it.
    if (tag->attributes != 1 || lowered(asset.substr(content.end(), end - content.end())) != kEnd) store.reset();
    if (store)
      found.add_store({*std::move(store), {}, {tag->range.begin, end - tag->range.begin}, false});
    else
      found.explanation = "the script element holds something else than Base64";
  }
  if (references > 1)
    found.fault = "manifest.html.multipleManifests";
  else if (references == 1 && found.stores.empty())
    found.fault = "manifest.inaccessible";
  return found;
}

std::string linked_data(std::string_view source_type) {
  const std::size_t slash = source_type.rfind('/');
  std::string term(source_type.substr(slash + 1));
  if (!term.empty() && term[0] >= 'a' && term[0] <= 'z') term[0] = static_cast<char>(term[0] - 'a' + 'A');
  return "<script type=\"application/ld+json\">" +
         json::dump({{"@context", "https://schema.org"},
                     {"@type", "WebPage"},
                     {"digitalSourceType", "https://schema.org/" + term + "DigitalSource"}}) +
         "</script>";
}

Result<Layout> lay_out(std::string_view asset, const Found& found, const Extras& extras, std::uint64_t store_size,
                       const std::string&) {
  Layout out;
  out.unit_size = kBegin.size() + (store_size + 2) / 3 * 4 + kEnd.size();
  Tags tags(asset);
  std::size_t at = std::string_view::npos;
  std::size_t after_html = std::string_view::npos;
  while (const auto tag = tags.next()) {
    if (tag->name == "html" && after_html == std::string_view::npos) after_html = tag->range.end();
    if (tag->name == "head") {
      at = tag->range.end();
      break;
    }
    if (tag->name == "body") break;
    if (Tags::is_raw(tag->name)) tags.content_of(*tag);
  }
  if (at == std::string_view::npos) at = after_html != std::string_view::npos ? after_html : tags.after_doctype();
  const auto add = [&](std::vector<std::string_view>& to, std::size_t from, std::size_t end) {
    for (const FoundStore& old : found.stores)
      if (old.unit.begin >= from && old.unit.end() <= end) {
        to.push_back(asset.substr(from, old.unit.begin - from));
        from = old.unit.end();
      }
    to.push_back(asset.substr(from, end - from));
  };
  add(out.before, 0, at);
  if (!extras.source_type.empty()) {
    const std::string data = linked_data(extras.source_type);
    if (asset.find(data) == std::string_view::npos) out.after.push_back(out.keep(data));
  }
  add(out.after, at, asset.size());
  return out;
}

std::string make_unit(std::string_view store, const Layout&) {
  return std::string(kBegin) + to_base64_text(store) + std::string(kEnd);
}
}  // namespace

namespace {
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
  return out;
}
}  // namespace

Result<std::string> label_html(std::string_view html, const std::string& text, const LabelOptions& options) {
  Tags tags(html);
  std::size_t head = std::string_view::npos;
  std::size_t body = std::string_view::npos;
  while (const auto tag = tags.next()) {
    if (tag->name == "head") head = tag->range.end();
    if (tag->name == "body") {
      body = tag->range.end();
      break;
    }
    if (Tags::is_raw(tag->name)) tags.content_of(*tag);
  }
  if (body == std::string_view::npos) body = head == std::string_view::npos ? tags.after_doctype() : html.size();
  const char* const kind = options.origin == Origin::created ? "created" : "edited";
  const std::string meta = std::string("<meta name=\"ai-content\" content=\"") + kind + "\">";
  const std::string language = options.text.empty() && options.language == "en" ? "en" : "vi";
  const std::string note = "<p role=\"note\" lang=\"" + language +
                           "\" style=\"margin:0;padding:.5em 1em;background:#222;color:#fff;font-weight:bold\">" +
                           escaped(text) + "</p>";
  std::string out;
  if (head != std::string_view::npos && head <= body) {
    out += html.substr(0, head);
    out += meta;
    out += html.substr(head, body - head);
  } else {
    out += html.substr(0, body);
  }
  return out + note + std::string(html.substr(body));
}

const Container kHtml{find, lay_out, make_unit};
}  // namespace dau::mark
