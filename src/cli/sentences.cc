// SPDX-License-Identifier: Apache-2.0
// sentences.cc — dau sentences: one sentence a line.
#include "dau/text/sentences.h"

#include <utility>

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/mend.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Cuts lines into sentences, UTF-8 from FILE or standard input: one sentence a\n"
    "line. A line end always ends a sentence; an empty line stays.";

constexpr std::string_view kExamples = R"(  $ echo 'TS. An ở TP. HCM. Ông đi lúc 7.30.' | dau sentences
  TS. An ở TP. HCM.
  Ông đi lúc 7.30.
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"json", "", "write an array of byte ranges for each line"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

Result<void> write_json(const LineInput& line, LineOutput& out) {
  std::vector<text::Span> found;
  MendedOffsets offsets(line.given);
  DAU_CHECK(text::sentences_each(line.text, [&](text::Span sentence) {
    const std::size_t begin = offsets.original(sentence.begin);
    found.push_back({begin, offsets.original(sentence.end)});
  }));
  out.text += text::sentences_json(found);
  return {};
}

Result<void> write_lines(const LineInput& line, LineOutput& out) {
  bool first = true;
  return text::sentences_each(line.text, [&](text::Span sentence) {
    if (!std::exchange(first, false)) out.text += '\n';
    out.text += line.text.substr(sentence.begin, sentence.end - sentence.begin);
  });
}

Result<void> run(const Args& args) {
  DAU_TRY(FilterOptions filter, filter_options("sentences", args));
  filter.json_results = args.flag("json");
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) {
    return filter.json_results ? write_json(line, out) : write_lines(line, out);
  });
}
}  // namespace

extern const Command kSentences;
constinit const Command kSentences{"sentences", "one sentence a line", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
