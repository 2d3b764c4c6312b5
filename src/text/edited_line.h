// SPDX-License-Identifier: Apache-2.0
// edited_line.h — a line with its edits carried out, written as they come.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "dau/unicode/utf8.h"

namespace dau::text {
// Appends to `out`: what stands between the edits as it is, and what they put in its place. Edits come in ascending
// order and do not overlap; end() writes the rest.
class EditedLine {
 public:
  EditedLine(std::string_view line, std::string& out) : line_(line), out_(out) {}

  void add(unicode::Span span, std::string_view replacement) {
    out_.append(line_.substr(done_, span.begin - done_)).append(replacement);
    done_ = span.end;
  }
  void end() { out_.append(line_.substr(done_)); }

 private:
  std::string_view line_;
  std::string& out_;
  std::size_t done_ = 0;
};

// `line` with `edits`, which have a span and a replacement each, carried out.
template <class Edits>
std::string edited(std::string_view line, const Edits& edits) {
  std::string out;
  EditedLine copy(line, out);
  for (const auto& edit : edits) copy.add(edit.span, edit.replacement);
  copy.end();
  return out;
}
}  // namespace dau::text
