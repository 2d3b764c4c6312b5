// SPDX-License-Identifier: Apache-2.0
// fields.h — reads the members of an object of YAML or JSON one after the other, and refuses what is left over.
#pragma once
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "dau/result.h"

namespace dau {
// The first thing that is wrong is kept, and everything asked for after it is empty; done() gives it. So a reader is a
// list of its members and one check at the end.
class Fields {
 public:
  // `where`: what errors call the object by, "software.yaml: MIT".
  Fields(const json::Value& object, std::string where);

  bool has(std::string_view name) const;
  void see(std::string_view name) { asked_.emplace(name); }  // read by the caller itself
  std::string text(std::string_view name);           // must be there
  std::string optional_text(std::string_view name);  // empty when it is not
  bool yes_or_no(std::string_view name);             // the words yes and no, or true and false
  bool optional_flag(std::string_view name);
  std::string word(std::string_view name, std::span<const std::string_view> allowed);
  std::vector<std::string> texts(std::string_view name);           // an array of texts; empty when it is not there
  std::vector<std::string> text_or_texts(std::string_view name);   // one text, or an array of them
  std::uint64_t optional_number(std::string_view name);            // whole, written in digits; 0 when it is not there
  std::vector<const json::Value*> objects(std::string_view name);  // an array of objects; empty when it is not there
  const json::Value* object(std::string_view name);                // nullptr when it is not there

  const std::string& where() const { return where_; }
  void fail(std::string message);
  // Errors: corrupt: the first fault, or a member that nobody asked for.
  Result<void> done();

 private:
  const json::Value* find(std::string_view name);
  const json::Value& object_;
  std::string where_;
  std::set<std::string, std::less<>> asked_;
  std::string fault_;
};
}  // namespace dau
