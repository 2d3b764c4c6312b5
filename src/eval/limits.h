// SPDX-License-Identifier: Apache-2.0
// limits.h — what is too much to score.
#pragma once
#include <fmt/format.h>
#include <cstddef>
#include <string>
#include <string_view>

#include "dau/eval/score.h"
#include "dau/result.h"

namespace dau::eval {
// Errors: unsupported.
inline Result<void> check_count(std::size_t sentences, const std::string& name) {
  if (sentences <= kMaxSentences) return {};
  return Error{Errc::unsupported, fmt::format("more than {} sentences", kMaxSentences), name};
}

// `at()` names the place. Errors: unsupported.
template <class At>
Result<void> check_length(std::string_view sentence, const At& at) {
  if (sentence.size() <= kMaxSentenceBytes) return {};
  return Error{Errc::unsupported,
               fmt::format("a sentence of {} bytes, at most {} can be scored", sentence.size(), kMaxSentenceBytes),
               at()};
}
}  // namespace dau::eval
