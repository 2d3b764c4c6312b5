// SPDX-License-Identifier: Apache-2.0
// svg.cc — SVG: Base64 in <metadata><c2pa:manifest> (C2PA A.3.3); the XML is read by Expat, of which this is the
// adapter.
#include <expat.h>

#include <memory>
#include <vector>

#include "mark/container.h"

namespace dau::mark {
namespace {
constexpr std::string_view kBegin = "<c2pa:manifest xmlns:c2pa=\"http://c2pa.org/manifest\">";
constexpr std::string_view kEnd = "</c2pa:manifest>";

struct Element {
  Range start_tag;
  std::uint64_t end_begin = 0, end_end = 0;  // of the end tag
};

struct Outline {
  Element root;
  std::vector<Element> manifests;
  std::uint64_t metadata = 0;  // where the content of the first metadata element of the root begins; 0: there is none
  std::vector<std::string> path;
  XML_Parser parser = nullptr;
  const char* text = nullptr;
  bool in_manifest = false;
};

std::uint64_t now(const Outline& outline) {
  return static_cast<std::uint64_t>(XML_GetCurrentByteIndex(outline.parser));
}

void XMLCALL begin(void* data, const XML_Char* name, const XML_Char**) {
  Outline& outline = *static_cast<Outline*>(data);
  const Range tag{now(outline), static_cast<std::uint64_t>(XML_GetCurrentByteCount(outline.parser))};
  if (outline.path.empty()) outline.root.start_tag = tag;
  outline.path.emplace_back(name);
  // Deeper elements are counted, but their names are of no interest.
  if (outline.path.size() > 64) XML_StopParser(outline.parser, XML_FALSE);
  // (An empty element's tag ends in "/>": nothing can be put into it.)
  const char last = tag.size < 2 || outline.text == nullptr ? '/' : outline.text[tag.end() - 2];
  if (outline.path.size() == 2 && outline.path[1] == "metadata" && outline.metadata == 0 && last != '/')
    outline.metadata = tag.end();
  if (outline.path.size() == 3 && outline.path[1] == "metadata" && outline.path[2] == "c2pa:manifest") {
    outline.manifests.push_back({tag, 0, 0});
    outline.in_manifest = true;
  }
}

void XMLCALL end(void* data, const XML_Char*) {
  Outline& outline = *static_cast<Outline*>(data);
  const std::uint64_t at = now(outline);
  const auto size = static_cast<std::uint64_t>(XML_GetCurrentByteCount(outline.parser));
  if (outline.path.size() == 3 && outline.in_manifest) {
    outline.manifests.back().end_begin = at;
    outline.manifests.back().end_end = at + size;
    outline.in_manifest = false;
  }
  if (outline.path.size() == 1) {
    outline.root.end_begin = at;
    outline.root.end_end = at + size;
  }
  outline.path.pop_back();
}

struct FreeParser {
  void operator()(XML_Parser parser) const noexcept { XML_ParserFree(parser); }
};

Result<Outline> read(std::string_view asset, const std::string& name) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser(XML_ParserCreate("UTF-8"));
  if (parser == nullptr) return Error{Errc::internal, "Expat gives no parser", name};
  Outline outline;
  outline.parser = parser.get();
  outline.text = asset.data();
  XML_SetUserData(parser.get(), &outline);
  XML_SetElementHandler(parser.get(), begin, end);
  constexpr std::size_t kStep = 1 << 20;
  for (std::size_t at = 0; at <= asset.size(); at += kStep) {
    const std::string_view part = asset.substr(at, kStep);
    const bool last = at + kStep > asset.size();
    if (XML_Parse(parser.get(), part.data(), static_cast<int>(part.size()), last ? 1 : 0) == XML_STATUS_ERROR)
      return not_of_format(
          std::string("not an SVG that can be read: ") + XML_ErrorString(XML_GetErrorCode(parser.get())), name,
          now(outline));
  }
  return outline;
}

Result<Found> find(std::string_view asset, const std::string& name) {
  Found found;
  DAU_TRY(const Outline outline, read(asset, name));
  for (const Element& element : outline.manifests) {
    const std::uint64_t begin_at = element.start_tag.end();
    const bool empty = element.end_begin < begin_at;  // <c2pa:manifest/>
    const std::string_view text = empty ? std::string_view() : asset.substr(begin_at, element.end_begin - begin_at);
    auto store = from_base64_text(text);
    if (!store) {
      found.fault = "general.error";
      found.explanation = "the content of c2pa:manifest is not Base64";
      return found;
    }
    found.add_store({*std::move(store), {}, {begin_at, text.size()}, false});
  }
  return found;
}

Result<Layout> lay_out(std::string_view asset, const Found&, const Extras&, std::uint64_t store_size,
                       const std::string& name) {
  Layout out;
  DAU_TRY(const Outline outline, read(asset, name));
  const std::uint64_t root = outline.root.start_tag.end();
  if (outline.root.end_begin < root || asset[root - 2] == '/')
    return Error{Errc::unsupported, "an SVG without anything in it", name};
  // Into the metadata that is there, as readers look into one such element only.
  const std::uint64_t at = outline.metadata == 0 ? root : outline.metadata;
  out.unit_size = (store_size + 2) / 3 * 4;
  std::vector<Range> kept{{0, 0}};
  for (const Element& element : outline.manifests) {
    kept.back().size = element.start_tag.begin - kept.back().begin;
    kept.push_back({element.end_end, 0});
  }
  kept.back().size = asset.size() - kept.back().begin;
  for (const Range& piece : kept) {
    const std::uint64_t before = std::min(piece.size, at > piece.begin ? at - piece.begin : 0);
    out.before.push_back(asset.substr(piece.begin, before));
    out.after.push_back(asset.substr(piece.begin + before, piece.size - before));
  }
  if (outline.metadata == 0) out.before.emplace_back("<metadata>");
  out.before.push_back(kBegin);
  out.after.insert(out.after.begin(), outline.metadata == 0 ? out.keep(std::string(kEnd) + "</metadata>") : kEnd);
  return out;
}

std::string make_unit(std::string_view store, const Layout&) { return to_base64_text(store); }
}  // namespace

const Container kSvg{find, lay_out, make_unit};
}  // namespace dau::mark
