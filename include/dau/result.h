// SPDX-License-Identifier: Apache-2.0
// result.h — a value or an error; how every call that can fail for a reason outside the program reports it.
#pragma once
#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace dau {
// Closed list. Names are stable: they appear in JSON, exit codes, the C ABI and Python.
enum class Errc {
  invalid_argument = 1,  // the caller broke a documented precondition
  invalid_utf8,          // input bytes are not UTF-8; `at` is the offset of the first bad byte
  not_found,             // a named file, model or record does not exist
  corrupt,               // the bytes do not match their format or checksum
  unsupported,           // valid, but newer than this build or switched off in it
  io,                    // the operating system refused
  backend,               // a wrapped engine (OCR, speech) failed
  internal,              // a bug in dau
  invalid_input,         // what the caller gave to be worked on has not its form, such as a JSON line that is none
};

struct Error {
  Errc code;
  std::string message;  // one line, lower case, no full stop
  std::string at = {};  // "path", "path at byte 8", "path:line", or an option; may be empty
};

// A value or an Error; a subset of std::expected<T, Error>.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const noexcept { return state_.index() == 0; }
  T& operator*() & noexcept { return *std::get_if<0>(&state_); }  // only when true
  const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
  T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() noexcept { return std::get_if<0>(&state_); }
  const T* operator->() const noexcept { return std::get_if<0>(&state_); }
  const Error& error() const& noexcept { return *std::get_if<1>(&state_); }  // only when false
  Error&& error() && noexcept { return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  explicit operator bool() const noexcept { return !error_.has_value(); }
  void operator*() const noexcept {}
  const Error& error() const& noexcept { return *error_; }  // only when false
  Error&& error() && noexcept { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};
}  // namespace dau

// DAU_TRY(const auto model, Model::open(path)); binds the value or returns the error to our caller.
#define DAU_TRY(decl, ...) DAU_TRY_(__LINE__, decl, __VA_ARGS__)
#define DAU_TRY_(line, ...) DAU_TRY_AT(line, __VA_ARGS__)
#define DAU_TRY_AT(line, decl, ...)                              \
  auto dau_try_##line = (__VA_ARGS__);                           \
  if (!dau_try_##line) return std::move(dau_try_##line).error(); \
  decl = *std::move(dau_try_##line)

// DAU_CHECK(write(path, bytes)); the same for Result<void>.
#define DAU_CHECK(...)                                                                   \
  do {                                                                                   \
    if (auto dau_check = (__VA_ARGS__); !dau_check) return std::move(dau_check).error(); \
  } while (false)
