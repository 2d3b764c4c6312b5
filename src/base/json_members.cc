// SPDX-License-Identifier: Apache-2.0
// json_members.cc — the library reads the text; this counts what it has read when it tells of a key or a value.
#include "base/json_members.h"

#include <fmt/format.h>

#include <iterator>

#include "base/json.h"

namespace dau::json {
namespace {
constexpr std::size_t kMostDigits = 300;  // a number of so many digits is still a double

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The text as the library gets it. It refuses numbers that are too large for a double, and nobody here wants to know
// how large they are: so exponents come as zeros, and digits beyond kMostDigits do not come at all. What is no number
// stays none.
class Source {
 public:
  explicit Source(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }              // bytes that have been read
  std::size_t left_out() const { return left_out_; }  // bytes of these that did not come

  char current() const { return !quoted_ && exponent_ && is_digit(text_[at_]) ? '0' : text_[at_]; }

  void advance() {
    const char c = text_[at_++];
    if (quoted_) {
      quoted_ = escaped_ || c != '"';
      escaped_ = !escaped_ && c == '\\';
      return;
    }
    quoted_ = c == '"';
    digits_ = is_digit(c) ? digits_ + 1 : 0;
    exponent_ = c == 'e' || c == 'E' || (exponent_ && (is_digit(c) || c == '+' || c == '-'));
    for (; digits_ >= kMostDigits && at_ < text_.size() && is_digit(text_[at_]); ++at_) ++left_out_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t left_out_ = 0;
  std::size_t digits_ = 0;  // one after the other, up to here
  bool quoted_ = false, escaped_ = false, exponent_ = false;
};

// What the library wants for an input. All copies read the same source.
class SourceIterator {
 public:
  // The names are the standard's.
  using iterator_category = std::input_iterator_tag;  // NOLINT(readability-identifier-naming)
  using value_type = char;                            // NOLINT(readability-identifier-naming)
  using difference_type = std::ptrdiff_t;             // NOLINT(readability-identifier-naming)
  using pointer = const char*;                        // NOLINT(readability-identifier-naming)
  using reference = char;                             // NOLINT(readability-identifier-naming)

  explicit SourceIterator(Source* source) : source_(source) {}  // nullptr: the end

  char operator*() const { return source_->current(); }
  SourceIterator& operator++() {
    source_->advance();
    return *this;
  }
  bool operator==(const SourceIterator& other) const { return at_end() == other.at_end(); }

 private:
  bool at_end() const { return source_ == nullptr || source_->at_end(); }

  Source* source_;
};

// Hears of the keys and values in the order of the text. False ends the reading.
class Finder : public Value::json_sax_t {
 public:
  Finder(std::string_view object, std::span<const std::string_view> names, const Source& source)
      : object_(object), names_(names), source_(source), wanted_(names.size()) {
    members.places.resize(names.size());
  }

  Members members;
  std::string fault;  // empty: none

  bool null() override { return scalar(source_.at()); }
  bool boolean(bool) override { return scalar(source_.at()); }
  bool number_integer(number_integer_t) override { return number(); }
  bool number_unsigned(number_unsigned_t) override { return number(); }
  bool number_float(number_float_t, const string_t&) override { return number(); }
  bool string(string_t& value) override { return scalar(source_.at(), &value); }
  bool binary(binary_t&) override { return false; }  // JSON has none
  bool start_object(std::size_t) override { return open(depth_ == 0 ? '{' : '\0'); }
  bool start_array(std::size_t) override { return open('\0'); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (depth_ != 1) return true;
    begin_ = object_.find_first_not_of(" \t\r\n:", source_.at());
    for (std::size_t i = 0; i < names_.size(); ++i) {
      wanted_[i] = names_[i] == name;
      if (wanted_[i] && members.places[i])
        return refuse(fmt::format("member \"{}\" is there twice, again", name), begin_);
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& error) override {
    return refuse(fault_of(error), position + source_.left_out() - 1);
  }

 private:
  bool refuse(std::string_view what, std::size_t byte) {
    fault = fmt::format("{} at byte {}", what, std::min(byte, object_.size()));
    return false;
  }

  bool number() { return scalar(object_.find_first_not_of("0123456789+-.eE", begin_)); }

  bool scalar(std::size_t end, string_t* text = nullptr) {
    return depth_ == 0 ? no_object() : depth_ > 1 || value_ended(end, text);
  }

  bool no_object() { return refuse("not a JSON object", object_.find_first_not_of(" \t\r\n")); }

  bool open(char bracket) {
    if (depth_ == 0 && bracket != '{') return no_object();
    if (depth_ == kMaxDepth) return refuse(fmt::format("JSON is nested deeper than {}", kMaxDepth), source_.at() - 1);
    ++depth_;
    return true;
  }

  bool close() {
    if (--depth_ == 1) return value_ended(source_.at(), nullptr);
    if (depth_ > 0) return true;
    members.brace = source_.at() - 1;
    // A NUL byte is an end to the library.
    const std::size_t more = object_.find_first_not_of(" \t\r\n", source_.at());
    return more == std::string_view::npos || refuse("not valid JSON", more);
  }

  bool value_ended(std::size_t end, string_t* text) {
    members.end = end;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!wanted_[i]) continue;
      members.places[i] = Place{begin_, end, std::nullopt};
      if (text != nullptr) members.places[i]->text = *text;
    }
    return true;
  }

  std::string_view object_;
  std::span<const std::string_view> names_;
  const Source& source_;
  std::vector<bool> wanted_;  // the names that the member has whose value comes next
  std::size_t begin_ = 0;     // … of this value
  int depth_ = 0;
};
}  // namespace

Result<Members> find_members(std::string_view object, std::span<const std::string_view> names) {
  Source source(object);
  Finder finder(object, names, source);
  if (!Value::sax_parse(SourceIterator(&source), SourceIterator(nullptr), &finder))
    return Error{Errc::corrupt, std::move(finder.fault)};
  return std::move(finder.members);
}
}  // namespace dau::json
