// SPDX-License-Identifier: Apache-2.0
// jumbf.cc — see jumbf.h.
#include "mark/jumbf.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.h"
#include "dau/unicode/utf8.h"
#include "mark/bytes_be.h"

namespace dau::mark {
namespace {
enum Toggles : std::uint8_t { kRequestable = 1, kLabel = 2, kId = 4, kHash = 8, kPrivate = 16 };

struct Header {
  std::uint64_t size = 0;  // whole box
  std::uint64_t own = 0;   // of its header
};

// Nothing where the box does not fit into `bytes`.
Header read_header(std::string_view bytes) {
  if (bytes.size() < 8) return {};
  Header out{u32_be(bytes, 0), 8};
  if (out.size == 0) out.size = bytes.size();
  if (out.size == 1) {
    if (bytes.size() < 16) return {};
    out = {read_be(bytes, 8, 8), 16};
  }
  return out.size < out.own || out.size > bytes.size() ? Header{} : out;
}

bool is_label(std::string_view label) {
  if (label.empty() || unicode::find_invalid_utf8(label)) return false;
  const bool ascii = std::ranges::none_of(label, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || c == '/' || c == ';' || c == '?' || c == '#';
  });
  // C1 control characters, U+FEFF, U+FFFF.
  const auto has = [&](std::string_view part) { return label.find(part) != std::string_view::npos; };
  bool control = has("\xEF\xBB\xBF") || has("\xEF\xBF\xBF");
  for (std::size_t i = 0; i + 1 < label.size(); ++i)
    control = control || (label[i] == '\xC2' && static_cast<unsigned char>(label[i + 1]) < 0xA0);
  return ascii && !control;
}

class Reader {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  Result<Box> read(std::string_view bytes, std::uint64_t offset, int depth) {
    if (depth > kMaxBoxDepth) return fault(offset, "boxes nested too deep");
    if (++boxes_ > kMaxBoxes) return fault(offset, "too many boxes");
    const Header header = read_header(bytes);
    if (header.size == 0) return fault(offset, "a box that does not fit into what holds it");
    Box box;
    box.type = std::string(bytes.substr(4, 4));
    box.offset = offset;
    box.whole = bytes.substr(0, header.size);
    box.content = box.whole.substr(header.own);
    if (box.is_super()) DAU_CHECK(read_children(box, offset + header.own, depth));
    return box;
  }

 private:
  Error fault(std::uint64_t offset, std::string_view what) const {
    return {Errc::corrupt, fmt::format("not a valid JUMBF box: {}", what), at_byte(name_, offset)};
  }

  Result<void> read_children(Box& box, std::uint64_t offset, int depth) {
    std::string_view rest = box.content;
    const Header header = read_header(rest);
    if (header.size == 0 || rest.substr(4, 4) != "jumd") return fault(offset, "a superbox without a description");
    DAU_CHECK(read_description(box, rest.substr(header.own, header.size - header.own), offset + header.own));
    rest.remove_prefix(header.size);
    offset += header.size;
    while (!rest.empty()) {
      DAU_TRY(Box child, read(rest, offset, depth + 1));
      rest.remove_prefix(child.whole.size());
      offset += child.whole.size();
      box.children.push_back(std::move(child));
    }
    return {};
  }

  Result<void> read_description(Box& box, std::string_view bytes, std::uint64_t offset) {
    if (bytes.size() < 17) return fault(offset, "a description that is too short");
    box.uuid = bytes.substr(0, 16);
    const auto toggles = static_cast<std::uint8_t>(bytes[16]);
    if ((toggles & kRequestable) == 0 || toggles > (kPrivate | 0x0F))
      return fault(offset, "a superbox that may not be asked for");
    bytes.remove_prefix(17);
    if ((toggles & kLabel) != 0) {
      const std::size_t end = bytes.find('\0');
      if (end == std::string_view::npos) return fault(offset, "a label without an end");
      box.label = bytes.substr(0, end);
      if (!is_label(box.label)) return fault(offset, "a label with characters that no label may have");
      bytes.remove_prefix(end + 1);
    }
    const std::size_t fixed = ((toggles & kId) != 0 ? 4u : 0u) + ((toggles & kHash) != 0 ? 32u : 0u);
    if (bytes.size() < fixed) return fault(offset, "a description that is too short");
    bytes.remove_prefix(fixed);
    while ((toggles & kPrivate) != 0 && !bytes.empty()) {
      const Header header = read_header(bytes);
      if (header.size == 0) return fault(offset, "a private box that does not fit");
      bytes.remove_prefix(header.size);
    }
    return bytes.empty() ? Result<void>() : fault(offset, "bytes after the description");
  }

  const std::string& name_;
  std::size_t boxes_ = 0;
};

bool is_filler(std::string_view bytes) {
  while (bytes.size() >= 8 && bytes.substr(4, 4) == "free") {
    const Header header = read_header(bytes);
    if (header.size == 0) return false;
    bytes.remove_prefix(header.size);
  }
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}
}  // namespace

const Box* Box::child(std::string_view wanted) const {
  for (const Box& one : children)
    if (one.is_super() && one.label == wanted) return &one;
  return nullptr;
}

std::string box_uuid(std::string_view code) {
  return std::string(code) + std::string("\x00\x11\x00\x10\x80\x00\x00\xAA\x00\x38\x9B\x71", 12);
}

std::uint64_t box_size(std::string_view bytes) { return read_header(bytes).size; }

Result<Box> read_store(std::string_view store, const std::string& name) {
  if (store.size() > kMaxStore)
    return Error{Errc::corrupt, fmt::format("a manifest store of more than {} MiB", kMaxStore >> 20), name};
  DAU_TRY(Box box, Reader(name).read(store, 0, 0));
  if (!box.is_super() || box.label != "c2pa" || box.uuid != box_uuid("c2pa"))
    return Error{Errc::corrupt, "not a manifest store", at_byte(name, 0)};
  if (!is_filler(store.substr(box.whole.size())))
    return Error{Errc::corrupt, "bytes after the manifest store", at_byte(name, box.whole.size())};
  return box;
}

std::string make_box(std::string_view type, std::string_view content) {
  return be(content.size() + 8, 4) + std::string(type) + std::string(content);
}

std::string make_superbox(std::string_view uuid, std::string_view label, std::string_view children) {
  std::string description(uuid);
  description += static_cast<char>(kRequestable | kLabel);
  description += label;
  description += '\0';
  return make_box("jumb", make_box("jumd", description) + std::string(children));
}
}  // namespace dau::mark
