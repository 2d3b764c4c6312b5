// SPDX-License-Identifier: Apache-2.0
// yaml.cc — the library tells what it reads event by event; this builds the value, and exceptions end here.
#include "base/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/emitter.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

namespace dau::yaml {
namespace {
// Thrown through the library, which has no other way to stop.
struct Refusal {
  Errc code;
  std::string what;
  int line;  // from 0
};

json::Value scalar(const std::string& tag, const std::string& text) {
  if (tag != "?") return text;  // quoted, or with a tag of its own
  if (text == "true") return true;
  if (text == "false") return false;
  if (text.empty() || text == "~" || text == "null") return nullptr;
  return text;
}

class Builder : public YAML::EventHandler {
 public:
  std::optional<json::Value> root;
  int line = 0;  // of the last event, from 0

  void OnDocumentStart(const YAML::Mark& mark) override { see(mark, 0); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    see(mark, anchor);
    add(nullptr);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refusal{Errc::unsupported, "anchors and aliases are not read", mark.line};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    see(mark, anchor);
    if (open_.empty() || !open_.back().value.is_object() || open_.back().key) return add(scalar(tag, text));
    if (open_.back().value.contains(text))
      throw Refusal{Errc::corrupt, fmt::format("\"{}\" is there twice", text), line};
    open_.back().key = text;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(mark, anchor, json::Value::array());
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(mark, anchor, json::Value::object());
  }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    json::Value value;
    std::optional<std::string> key;  // of the member whose value comes next
  };

  void see(const YAML::Mark& mark, YAML::anchor_t anchor) {
    line = mark.line;
    if (anchor != 0) throw Refusal{Errc::unsupported, "anchors and aliases are not read", line};
  }

  void begin(const YAML::Mark& mark, YAML::anchor_t anchor, json::Value value) {
    see(mark, anchor);
    if (open_.size() == static_cast<std::size_t>(json::kMaxDepth))
      throw Refusal{Errc::corrupt, fmt::format("YAML is nested deeper than {}", json::kMaxDepth), line};
    open_.push_back({std::move(value), {}});
  }

  void end() {
    json::Value value = std::move(open_.back().value);
    open_.pop_back();
    add(std::move(value));
  }

  void add(json::Value value) {
    if (open_.empty()) {
      root = std::move(value);
    } else if (Open& into = open_.back(); into.value.is_array()) {
      into.value.push_back(std::move(value));
    } else {
      if (!into.key) throw Refusal{Errc::unsupported, "a key that is no text", line};
      into.value[*into.key] = std::move(value);
      into.key.reset();
    }
  }

  std::vector<Open> open_;
};

Error error_at(Errc code, std::string what, const std::string& name, int line) {
  return {code, std::move(what), line < 0 ? name : fmt::format("{}:{}", name, line + 1)};
}

// The library replaces what is not UTF-8 and does not say so.
Result<void> check_utf8(std::string_view text, const std::string& name) {
  const auto checked = json::dump_checked(json::Value(std::string(text)));
  if (checked) return {};
  return Error{Errc::corrupt, "not UTF-8", name};
}
// A word or more of letters that no version of YAML takes for anything but text.
bool is_plain(std::string_view text) {
  constexpr std::string_view kTaken[] = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"};
  std::string lower;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool inner = (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '/' || c == '.';
    if (!letter && (lower.empty() || !inner)) return false;
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return !lower.empty() && std::ranges::find(kTaken, std::string_view(lower)) == std::end(kTaken);
}

void emit_text(YAML::Emitter& out, const std::string& text) {
  if (is_plain(text))
    out << text;
  else
    out << YAML::DoubleQuoted << text;
}

void emit(YAML::Emitter& out, const json::Value& value) {
  if (value.is_object()) {
    out << (value.empty() ? YAML::Flow : YAML::Block) << YAML::BeginMap;
    for (const auto& [name, member] : value.items()) {
      out << YAML::Key;
      emit_text(out, name);
      out << YAML::Value;
      emit(out, member);
    }
    out << YAML::EndMap;
  } else if (value.is_array()) {
    out << (value.empty() ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
    for (const json::Value& element : value) emit(out, element);
    out << YAML::EndSeq;
  } else if (value.is_string()) {
    emit_text(out, value.get_ref<const std::string&>());
  } else if (value.is_null()) {
    out << YAML::Null;
  } else {
    out << json::dump(value);  // numbers, true and false are what they are in JSON
  }
}
}  // namespace

Result<json::Value> parse(std::string_view text, const std::string& name) {
  if (text.size() > kMaxBytes) return Error{Errc::corrupt, fmt::format("larger than {} bytes", kMaxBytes), name};
  DAU_CHECK(check_utf8(text, name));
  Builder builder;
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return json::Value(nullptr);
    json::Value value = std::move(builder.root).value_or(nullptr);
    if (parser.HandleNextDocument(builder)) return error_at(Errc::corrupt, "a second document", name, builder.line);
    return value;
  } catch (const Refusal& refusal) {
    return error_at(refusal.code, refusal.what, name, refusal.line);
  } catch (const YAML::Exception& error) {
    return error_at(Errc::corrupt, fmt::format("not valid YAML: {}", error.msg), name, error.mark.line);
  }
}

std::string dump(const json::Value& value) {
  YAML::Emitter out;
  emit(out, value);
  return std::string(out.c_str(), out.size()) + "\n";
}
}  // namespace dau::yaml
