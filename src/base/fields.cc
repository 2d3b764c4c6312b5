// SPDX-License-Identifier: Apache-2.0
// fields.cc — look-ups that remember the first fault.
#include "base/fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace dau {
Fields::Fields(const json::Value& object, std::string where) : object_(object), where_(std::move(where)) {
  if (!object_.is_object()) fail("not a map of members");
}

void Fields::fail(std::string message) {
  if (fault_.empty()) fault_ = std::move(message);
}

const json::Value* Fields::find(std::string_view name) {
  asked_.emplace(name);
  if (!object_.is_object()) return nullptr;
  const auto found = object_.find(name);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

bool Fields::has(std::string_view name) const { return object_.is_object() && object_.contains(name); }

std::string Fields::optional_text(std::string_view name) {
  const json::Value* value = find(name);
  if (value == nullptr) return {};
  if (value->is_string()) return value->get<std::string>();
  if (value->is_number()) return json::dump(*value);  // a JSON manifest may say 1.5
  fail(fmt::format("member \"{}\" is not a text", name));
  return {};
}

std::string Fields::text(std::string_view name) {
  std::string text = optional_text(name);
  if (text.empty()) fail(fmt::format("member \"{}\" is missing or empty", name));
  return text;
}

std::string Fields::word(std::string_view name, std::span<const std::string_view> allowed) {
  std::string text = this->text(name);
  if (std::ranges::find(allowed, text) == allowed.end())
    fail(fmt::format("member \"{}\" is \"{}\", expected {}", name, text, fmt::join(allowed, ", ")));
  return text;
}

bool Fields::yes_or_no(std::string_view name) {
  const json::Value* value = find(name);
  if (value != nullptr && value->is_boolean()) return value->get<bool>();
  const std::string_view text =
      value != nullptr && value->is_string() ? std::string_view(value->get_ref<const std::string&>()) : "";
  if (text != "yes" && text != "no") fail(fmt::format("member \"{}\" is not yes or no", name));
  return text == "yes";
}

bool Fields::optional_flag(std::string_view name) { return has(name) && yes_or_no(name); }

std::vector<std::string> Fields::texts(std::string_view name) {
  const json::Value* value = find(name);
  std::vector<std::string> out;
  if (value == nullptr) return out;
  if (!value->is_array()) {
    fail(fmt::format("member \"{}\" is not a list", name));
    return out;
  }
  for (const json::Value& element : *value) {
    if (element.is_string())
      out.push_back(element.get<std::string>());
    else
      fail(fmt::format("member \"{}\" holds what is not a text", name));
  }
  return out;
}

std::vector<std::string> Fields::text_or_texts(std::string_view name) {
  const json::Value* value = find(name);
  if (value != nullptr && !value->is_array()) return {text(name)};
  return texts(name);
}

std::uint64_t Fields::optional_number(std::string_view name) {
  const std::string text = optional_text(name);
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!text.empty() && (fault != std::errc() || end != text.data() + text.size()))
    fail(fmt::format("member \"{}\" is not a whole number", name));
  return number;
}

std::vector<const json::Value*> Fields::objects(std::string_view name) {
  const json::Value* value = find(name);
  std::vector<const json::Value*> out;
  if (value == nullptr) return out;
  if (!value->is_array()) {
    fail(fmt::format("member \"{}\" is not a list", name));
    return out;
  }
  for (const json::Value& element : *value) {
    if (!element.is_object()) fail(fmt::format("member \"{}\" holds what is not a map", name));
    out.push_back(&element);
  }
  return out;
}

const json::Value* Fields::object(std::string_view name) {
  const json::Value* value = find(name);
  if (value != nullptr && !value->is_object()) fail(fmt::format("member \"{}\" is not a map", name));
  return value;
}

Result<void> Fields::done() {
  if (fault_.empty() && object_.is_object())
    for (const auto& [name, value] : object_.items())
      if (!asked_.contains(name)) fail(fmt::format("\"{}\" is no member that is known here", name));
  if (fault_.empty()) return {};
  return Error{Errc::corrupt, fault_, where_};
}
}  // namespace dau
