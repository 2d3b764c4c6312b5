// SPDX-License-Identifier: Apache-2.0
// segment_fuzzer.cc — arbitrary bytes as a line: an error that names the bad byte, or words and sentences that hold all
// of it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "dau/text/segment.h"
#include "dau/text/sentences.h"
#include "dau/unicode/utf8.h"
#include "testing/tiny_segment_model.h"
#include "text/characters.h"

namespace dau::text {
namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

const Segmenter& segmenter() {
  static const std::vector<std::byte> bytes = *model::to_bytes(testing::tiny_segment_model());
  static const Segmenter opened = *Segmenter::from(*model::Container::view(bytes, "segment"));
  return opened;
}

void check_blank(std::string_view gap) {
  for (std::size_t i = 0; i < gap.size();) {
    const auto point = unicode::decode_at(gap, i);
    demand(class_of(point.value) == CharacterClass::space);
    i += point.size;
  }
}

// In order, none empty, nothing but white space between them.
void check_spans(std::string_view line, const std::vector<Span>& spans) {
  std::size_t end = 0;
  for (const Span& span : spans) {
    demand(span.begin >= end && span.begin < span.end && span.end <= line.size());
    check_blank(line.substr(end, span.begin - end));
    end = span.end;
  }
  check_blank(line.substr(end));
}

void check_refused(std::string_view line, std::size_t bad_byte) {
  std::string out;
  const auto done = segmenter().segment_to(line, out);
  demand(!done && done.error().code == Errc::invalid_utf8 && done.error().at == std::to_string(bad_byte) &&
         out.empty());
  demand(!sentences(line));
}

void check_line(std::string_view line) {
  const auto words = segmenter().segment(line);
  demand(static_cast<bool>(words));
  check_spans(line, *words);
  std::string text, joined;
  demand(static_cast<bool>(segmenter().segment_to(line, text)));
  std::size_t done = 0;
  const auto line_ends = [&](std::size_t end) { return std::ranges::count(line.substr(done, end - done), '\n'); };
  for (const Span& word : *words) {
    demand(line.substr(word.begin, word.end - word.begin).find('\n') == std::string_view::npos);
    joined.append(static_cast<std::size_t>(line_ends(word.begin)), '\n');
    if (done > 0 && line_ends(word.begin) == 0) joined += ' ';
    append_joined(line, word, joined);
    done = word.end;
  }
  joined.append(static_cast<std::size_t>(line_ends(line.size())), '\n');
  demand(joined == text);
  demand(!to_json(line, *words).empty());
  const auto found = sentences(line);
  demand(static_cast<bool>(found));
  check_spans(line, *found);
}
}  // namespace
}  // namespace dau::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  if (const auto bad = dau::unicode::find_invalid_utf8(line))
    dau::text::check_refused(line, *bad);
  else
    dau::text::check_line(line);
  return 0;
}
