// SPDX-License-Identifier: Apache-2.0
// cbor.h — CBOR (RFC 8949): read as it comes, within bounds; written deterministically (4.2.1). Our own, because no
// library at hand writes the one and refuses what the other must refuse: see docs/formats/mark.md.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dau/result.h"

namespace dau::mark::cbor {
inline constexpr int kMaxDepth = 64;
inline constexpr std::size_t kMaxItems = 200'000;  // of one text: values in memory stay under 32 MB

enum class Kind : std::uint8_t { number, negative, bytes, text, array, map, tag, simple, real };

// A value. Texts and byte strings that were read are views of what was read, but where they came in pieces.
class Value {
 public:
  Kind kind = Kind::simple;
  std::uint64_t number = 22;  // number; of negative: -1 - n; tag: which; simple: 20 false, 21 true, 22 null
  std::string owned;          // a text or byte string that was made here
  std::string_view view;      // or one that was read
  std::vector<Value> items;   // of an array; of a map: key, value, key, value; of a tag: the one it tags

  std::string_view string() const { return view.data() != nullptr ? view : std::string_view(owned); }
  bool is(Kind wanted) const { return kind == wanted; }
  bool is_null() const { return kind == Kind::simple && number == 22; }
  bool is_true() const { return kind == Kind::simple && number == 21; }

  // The member of a map under a text, or a small number, as key; nullptr where there is none, or where this is no map.
  const Value* member(std::string_view key) const;
  const Value* member(std::int64_t key) const;
  // The text, byte string, array or map under a key, where it is one.
  const Value* member(std::string_view key, Kind wanted) const;
  std::optional<std::string> text_member(std::string_view key) const;

  void set(std::string_view key, Value value);  // of a map that is being made: the key must be new
};

Value unsigned_number(std::uint64_t number);
Value integer(std::int64_t number);
Value boolean(bool value);
Value null();
Value text(std::string_view text);
Value bytes(std::string_view bytes);
Value array(std::vector<Value> items = {});
Value map(std::vector<std::pair<std::string, Value>> members = {});
Value tagged(std::uint64_t tag, Value value);

// Shortest heads, definite lengths, keys in the order of their encoded bytes.
std::string encode(const Value& value);

// One value and nothing after it. What is refused: a key twice, texts that are not UTF-8, lengths beyond the end,
// deeper than kMaxDepth, more than kMaxItems. Errors: corrupt, at = "<name> at byte <offset>". `origin`: the offset of
// bytes[0] in what `name` stands for. The values are views of `bytes`.
// `budget`: of values, for several texts together; what was read is taken off it. None left: corrupt.
Result<Value> decode(std::span<const std::byte> bytes, const std::string& name, std::uint64_t origin = 0,
                     std::size_t* budget = nullptr);
}  // namespace dau::mark::cbor
