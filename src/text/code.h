// SPDX-License-Identifier: Apache-2.0
// code.h — tell lines of code and commands from prose, and find code inside prose.
#pragma once
#include <string_view>
#include <vector>

#include "dau/unicode/utf8.h"

namespace dau::text {
// True for a statement, a query, a JSON object, a command line …: no word of it is Vietnamese to be restored. Judged by
// ASCII signs and words alone, so that a line of Vietnamese is judged alike with its marks and without. Linear time.
bool is_code_line(std::string_view line);

// Calls sink(Span) for `quoted code` and for tags with what is inside their angle brackets, in order.
template <class Sink>
void for_each_code_span(std::string_view line, Sink&& sink);

// True for a short option such as -la that stands after a command.
bool is_option_of_command(std::string_view before, std::string_view chunk);

// The end of the `quoted code` or of the tag that begins at `at`, or `at` where none does.
std::size_t code_span_end(std::string_view line, std::size_t at);

template <class Sink>
void for_each_code_span(std::string_view line, Sink&& sink) {
  for (std::size_t at = line.find_first_of("`<"); at != std::string_view::npos; at = line.find_first_of("`<", at)) {
    const std::size_t end = code_span_end(line, at);
    if (end > at) sink(unicode::Span{at, end});
    at = end > at ? end : at + 1;
  }
}
}  // namespace dau::text
