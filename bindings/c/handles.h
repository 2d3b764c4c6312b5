// SPDX-License-Identifier: Apache-2.0
// handles.h — what the handles of the C interface are, and how a failure becomes one.
#pragma once
#include <exception>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "dau.h"
#include "dau/result.h"

struct dau_error {
  dau::Error error;
};
struct dau_text {
  std::string text;
};
struct dau_texts {
  std::vector<std::string> texts;
};

namespace dau::bindings {
// For when there is no memory to say so; never freed.
inline dau_error out_of_memory{{Errc::internal, "out of memory"}};  // its text fits into the string itself

inline int fail(dau_error** error, Error fault) {
  const int status = static_cast<int>(fault.code);
  if (error != nullptr) *error = new dau_error{std::move(fault)};
  return status;
}

// No exception crosses the border.
template <class Body>
int guard(dau_error** error, Body body) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    Result<void> done = body();
    return done ? 0 : fail(error, std::move(done).error());
  } catch (const std::bad_alloc&) {
    if (error != nullptr) *error = &out_of_memory;
  } catch (const std::exception& fault) {
    try {
      return fail(error, {Errc::internal, fault.what()});
    } catch (...) {
      if (error != nullptr) *error = &out_of_memory;
    }
  } catch (...) {
  }
  return static_cast<int>(Errc::internal);
}

inline Result<void> need(const void* pointer, const char* name) {
  if (pointer == nullptr) return Error{Errc::invalid_argument, "must not be NULL", name};
  return {};
}
}  // namespace dau::bindings
