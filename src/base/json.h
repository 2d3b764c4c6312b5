// SPDX-License-Identifier: Apache-2.0
// json.h — the JSON library behind Result. Private: no public header may include it.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "dau/result.h"

namespace dau::json {
using Value = nlohmann::ordered_json;  // members keep the order in which they were written

// Arrays and objects may lie this deep inside each other; what is done with a value may be recursive.
inline constexpr int kMaxDepth = 64;

// `origin`: the offset of `text` in what `name` stands for. Errors: corrupt, at = "<name> at byte <offset>" where the
// text stops being UTF-8 JSON or is nested too deep; "<name>" for a number that no double can hold.
Result<Value> parse(std::string_view text, const std::string& name = "json", std::uint64_t origin = 0);

// The same for text that a person wrote, in which a member given twice is a slip: that is corrupt too, at = "<name>".
Result<Value> parse_unique(std::string_view text, const std::string& name);

// What a parse error of the library means: "not valid JSON", or, of a text with half a surrogate pair, that.
std::string fault_of(const nlohmann::json::exception& error);

// Compact, or with `indent` spaces a level. Bytes that are not UTF-8 become U+FFFD.
std::string dump(const Value& value, int indent = -1);

// The same, but errors: invalid_utf8 when a text is not UTF-8.
Result<std::string> dump_checked(const Value& value, int indent = -1);

// Appends an object to a text, member by member: for what is too large to be a Value first. Every text and value is
// dumped by the library; this puts them side by side. Calls in the order of the object, each begin with its end.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }

  void begin_text(std::string_view name);
  void add_text(std::string_view part);  // parts may not cut a character in two
  void end_text();
  void begin_array(std::string_view name);
  void add_element(const Value& value);
  void end_array();
  void end() { out_ += '}'; }

 private:
  void name(std::string_view name);
  void write_pending();

  std::string& out_;
  std::string pending_;  // of a text: small parts are dumped together
  bool first_member_ = true;
  bool first_element_ = true;
};

// The member `name` of an object. Errors: corrupt ("source 3": member "licence" is missing / is not a text).
Result<const Value*> member(const Value& object, const char* name, std::string_view where);
Result<std::string> text_member(const Value& object, const char* name, std::string_view where);
Result<double> number_member(const Value& object, const char* name, std::string_view where);
Result<const Value*> array_member(const Value& object, const char* name, std::string_view where);
}  // namespace dau::json
