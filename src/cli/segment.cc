// SPDX-License-Identifier: Apache-2.0
// segment.cc — dau segment: find the words, line by line.
#include "dau/text/segment.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/mend.h"
#include "cli/models.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Finds the words of Vietnamese text, UTF-8 from FILE or standard input: one line\n"
    "out for each line in, words separated by a space, their syllables joined by _.";

constexpr std::string_view kExamples = R"(  $ echo 'Học sinh đi học, sinh viên nghỉ hè.' | dau segment
  Học_sinh đi học , sinh_viên nghỉ_hè .
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"model", "PATH", "model to use: the first segment.dau found"},
      {"json", "", "write words and spans; lines up to 16 MiB"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

// Bytes of the line as given, also where it was mended.
Result<void> write_json(const text::Segmenter& segmenter, const LineInput& line, LineOutput& out) {
  DAU_TRY(const std::vector<text::Span> words, segmenter.segment(line.text));
  MendedOffsets offsets(line.given);
  std::vector<text::Span> given;
  given.reserve(words.size());
  for (const auto& [begin, end] : words) {
    const std::size_t first = offsets.original(begin);
    given.push_back({first, offsets.original(end)});
  }
  out.text += text::to_json(line.text, words, given);
  return {};
}

Result<text::Segmenter> open_segmenter(const Args& args) {
  DAU_TRY(const std::string path, find_model("segment", args.text("model")));
  auto segmenter = text::Segmenter::open(path);
  if (!segmenter) return with_hint(std::move(segmenter).error(), "dau info lists the models that are there");
  return segmenter;
}

Result<void> run(const Args& args) {
  DAU_TRY(FilterOptions filter, filter_options("segment", args));
  filter.json_results = args.flag("json");
  DAU_TRY(const text::Segmenter segmenter, open_segmenter(args));
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) {
    if (filter.json_results) return write_json(segmenter, line, out);
    return segmenter.segment_to(line.text, out.text);
  });
}
}  // namespace

extern const Command kSegment;
constinit const Command kSegment{
    "segment", "find the words: học sinh đi học → học_sinh đi học", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
