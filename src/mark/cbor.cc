// SPDX-License-Identifier: Apache-2.0
// cbor.cc — see cbor.h.
#include "mark/cbor.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.h"
#include "dau/unicode/utf8.h"

namespace dau::mark::cbor {
namespace {
enum Major : std::uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kOther };

constexpr std::uint8_t kIndefinite = 31;
constexpr std::uint8_t kBreak = 0xFF;

void put_head(std::string& out, Major major, std::uint64_t number) {
  const auto first = static_cast<std::uint8_t>(major << 5);
  const auto put = [&](int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
  };
  if (number < 24) {
    out += static_cast<char>(first | number);
  } else if (number <= 0xFF) {
    out += static_cast<char>(first | 24);
    put(1);
  } else if (number <= 0xFFFF) {
    out += static_cast<char>(first | 25);
    put(2);
  } else if (number <= 0xFFFFFFFF) {
    out += static_cast<char>(first | 26);
    put(4);
  } else {
    out += static_cast<char>(first | 27);
    put(8);
  }
}

void put(std::string& out, const Value& value);

void put_map(std::string& out, const Value& value) {
  std::vector<std::pair<std::string, const Value*>> members;
  for (std::size_t i = 0; i + 1 < value.items.size(); i += 2)
    members.emplace_back(encode(value.items[i]), &value.items[i + 1]);
  std::ranges::sort(members, {}, [](const auto& member) -> const std::string& { return member.first; });
  put_head(out, kMap, members.size());
  for (const auto& [key, member] : members) {
    out += key;
    put(out, *member);
  }
}

void put(std::string& out, const Value& value) {
  switch (value.kind) {
    case Kind::number:
      return put_head(out, kUnsigned, value.number);
    case Kind::negative:
      return put_head(out, kNegative, value.number);
    case Kind::bytes:
    case Kind::text:
      put_head(out, value.kind == Kind::bytes ? kBytes : kText, value.string().size());
      out += value.string();
      return;
    case Kind::array:
      put_head(out, kArray, value.items.size());
      for (const Value& item : value.items) put(out, item);
      return;
    case Kind::map:
      return put_map(out, value);
    case Kind::tag:
      put_head(out, kTag, value.number);
      return put(out, value.items.front());
    case Kind::simple:
      return put_head(out, kOther, value.number);
    case Kind::real:
      out += value.string();
      return;  // as it was read
  }
}

struct Head {
  std::uint8_t major = 0;
  std::uint8_t detail = 0;
  std::uint64_t number = 0;
};

class Reader {
 public:
  Reader(std::span<const std::byte> bytes, const std::string& name, std::uint64_t origin, std::size_t most)
      : bytes_(as_text(bytes)), name_(name), origin_(origin), most_(most) {}

  std::size_t items() const { return items_; }

  Result<Value> read() {
    DAU_TRY(Value value, next(0));
    if (at_ != bytes_.size()) return fault("bytes after the value");
    return value;
  }

 private:
  Error fault(std::string_view what) const {
    return {Errc::corrupt, fmt::format("not valid CBOR: {}", what), at_byte(name_, origin_ + at_)};
  }

  std::size_t left() const { return bytes_.size() - at_; }

  Result<Head> head() {
    if (left() == 0) return fault("it ends too early");
    const auto first = static_cast<std::uint8_t>(bytes_[at_]);
    Head out{static_cast<std::uint8_t>(first >> 5), static_cast<std::uint8_t>(first & 31), 0};
    std::size_t size = 0;
    if (out.detail < 24)
      out.number = out.detail;
    else if (out.detail <= 27)
      size = std::size_t{1} << (out.detail - 24);
    else if (out.detail != kIndefinite)
      return fault("a head of a kind that does not exist");
    if (left() < 1 + size) return fault("it ends too early");
    for (std::size_t i = 0; i < size; ++i)
      out.number = out.number << 8 | static_cast<std::uint8_t>(bytes_[at_ + 1 + i]);
    at_ += 1 + size;
    return out;
  }

  bool at_break() const { return left() > 0 && static_cast<std::uint8_t>(bytes_[at_]) == kBreak; }

  Result<std::string_view> take(std::uint64_t size) {
    if (size > left()) return fault(fmt::format("{} bytes are said to follow, {} do", size, left()));
    const std::string_view out = bytes_.substr(at_, size);
    at_ += size;
    return out;
  }

  Result<Value> string(const Head& from) {
    Value out;
    out.kind = from.major == kBytes ? Kind::bytes : Kind::text;
    if (from.detail != kIndefinite) {
      DAU_TRY(out.view, take(from.number));
      if (out.is(Kind::text) && unicode::find_invalid_utf8(out.view)) return fault("a text that is not UTF-8");
      if (out.view.empty()) out.view = {};
      return out;
    }
    while (!at_break()) {
      DAU_TRY(const Head part, head());
      if (part.major != from.major || part.detail == kIndefinite) return fault("a piece of another kind");
      DAU_TRY(const std::string_view piece, take(part.number));
      if (out.is(Kind::text) && unicode::find_invalid_utf8(piece)) return fault("a text that is not UTF-8");
      if (++items_ > most_) return fault("too many values");
      out.owned += piece;
    }
    ++at_;
    return out;
  }

  Result<Value> container(const Head& from, int depth) {
    Value out;
    out.kind = from.major == kArray ? Kind::array : Kind::map;
    const std::uint64_t each = from.major == kArray ? 1 : 2;
    if (from.detail != kIndefinite) {
      if (from.number > left() / each) return fault("more values are said to follow than bytes do");
      if (from.number * each > most_ - items_) return fault("too many values");
      out.items.reserve(std::min<std::size_t>(from.number * each, 64));
      for (std::uint64_t i = 0; i < from.number * each; ++i) {
        DAU_TRY(Value item, next(depth + 1));
        out.items.push_back(std::move(item));
      }
    } else {
      while (!at_break()) {
        DAU_TRY(Value item, next(depth + 1));
        out.items.push_back(std::move(item));
      }
      ++at_;
      if (out.items.size() % each != 0) return fault("a key without a value");
    }
    if (out.is(Kind::map) && has_key_twice(out)) return fault("a key is there twice");
    return out;
  }

  static bool has_key_twice(const Value& value) {
    if (value.items.size() < 4) return false;
    std::vector<std::string> keys;
    keys.reserve(value.items.size() / 2);
    for (std::size_t i = 0; i < value.items.size(); i += 2) keys.push_back(encode(value.items[i]));
    std::ranges::sort(keys);
    return std::ranges::adjacent_find(keys) != keys.end();
  }

  Result<Value> next(int depth) {
    if (depth > kMaxDepth) return fault("nested too deep");
    if (++items_ > most_) return fault("too many values");
    const std::size_t begin = at_;
    DAU_TRY(const Head from, head());
    const bool strings = from.major >= kBytes && from.major <= kMap;
    if (from.detail == kIndefinite && !strings) return fault("a break where nothing is open");
    Value out;
    switch (from.major) {
      case kUnsigned:
      case kNegative:
        out.kind = from.major == kUnsigned ? Kind::number : Kind::negative;
        out.number = from.number;
        return out;
      case kBytes:
      case kText:
        return string(from);
      case kArray:
      case kMap:
        return container(from, depth);
      case kTag: {
        out.kind = Kind::tag;
        out.number = from.number;
        DAU_TRY(Value item, next(depth + 1));
        out.items.push_back(std::move(item));
        return out;
      }
      default:
        break;
    }
    if (from.detail >= 25 && from.detail <= 27) {
      out.kind = Kind::real;
      out.view = bytes_.substr(begin, at_ - begin);
      return out;
    }
    if (from.detail == 24 && from.number < 32) return fault("a simple value in the long form");
    out.number = from.number;
    return out;
  }

  std::string_view bytes_;
  const std::string& name_;
  std::uint64_t origin_;
  std::size_t at_ = 0;
  std::size_t most_;
  std::size_t items_ = 0;
};
}  // namespace

const Value* Value::member(std::string_view key) const {
  if (kind != Kind::map) return nullptr;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i].is(Kind::text) && items[i].string() == key) return &items[i + 1];
  return nullptr;
}

const Value* Value::member(std::int64_t key) const {
  if (kind != Kind::map) return nullptr;
  const Value wanted = integer(key);
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i].kind == wanted.kind && items[i].number == wanted.number) return &items[i + 1];
  return nullptr;
}

const Value* Value::member(std::string_view key, Kind wanted) const {
  const Value* const found = member(key);
  return found != nullptr && found->is(wanted) ? found : nullptr;
}

std::optional<std::string> Value::text_member(std::string_view key) const {
  const Value* const found = member(key, Kind::text);
  if (found == nullptr) return std::nullopt;
  return std::string(found->string());
}

void Value::set(std::string_view key, Value value) {
  items.push_back(text(key));
  items.push_back(std::move(value));
}

Value unsigned_number(std::uint64_t number) {
  Value out;
  out.kind = Kind::number;
  out.number = number;
  return out;
}

Value integer(std::int64_t number) {
  Value out;
  out.kind = number < 0 ? Kind::negative : Kind::number;
  out.number = static_cast<std::uint64_t>(number < 0 ? -1 - number : number);
  return out;
}

Value boolean(bool value) {
  Value out;
  out.number = value ? 21 : 20;
  return out;
}

Value null() { return {}; }

Value text(std::string_view from) {
  Value out;
  out.kind = Kind::text;
  out.owned = from;
  return out;
}

Value bytes(std::string_view from) {
  Value out;
  out.kind = Kind::bytes;
  out.owned = from;
  return out;
}

Value array(std::vector<Value> items) {
  Value out;
  out.kind = Kind::array;
  out.items = std::move(items);
  return out;
}

Value map(std::vector<std::pair<std::string, Value>> members) {
  Value out;
  out.kind = Kind::map;
  for (auto& [key, value] : members) out.set(key, std::move(value));
  return out;
}

Value tagged(std::uint64_t tag, Value value) {
  Value out;
  out.kind = Kind::tag;
  out.number = tag;
  out.items.push_back(std::move(value));
  return out;
}

std::string encode(const Value& value) {
  std::string out;
  put(out, value);
  return out;
}

Result<Value> decode(std::span<const std::byte> bytes, const std::string& name, std::uint64_t origin,
                     std::size_t* budget) {
  Reader reader(bytes, name, origin, budget == nullptr ? kMaxItems : std::min(*budget, kMaxItems));
  auto value = reader.read();
  if (budget != nullptr) *budget -= std::min(*budget, reader.items());
  return value;
}
}  // namespace dau::mark::cbor
