// SPDX-License-Identifier: Apache-2.0
// limits.h — what is too much to score.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "dau/eval/score.h"
#include "dau/result.h"

namespace dau::eval {
// Errors: unsupported.
inline Result<void> check_count(std::size_t sentences, const std::string& name) {
  if (sentences <= kMaxSentences) return {};
  return Error{Errc::unsupported, "more than " + std::to_string(kMaxSentences) + " sentences", name};
}

// `at()` names the place. Errors: unsupported.
template <class At>
Result<void> check_length(std::string_view sentence, const At& at) {
  if (sentence.size() <= kMaxSentenceBytes) return {};
  return Error{Errc::unsupported,
               "a sentence of " + std::to_string(sentence.size()) + " bytes, at most " +
                   std::to_string(kMaxSentenceBytes) + " can be scored",
               at()};
}
}  // namespace dau::eval
