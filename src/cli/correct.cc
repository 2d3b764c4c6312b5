// SPDX-License-Identifier: Apache-2.0
// correct.cc — dau correct: mend typed, chatted and scanned text, line by line.
#include "dau/text/correct.h"

#include <unistd.h>

#include <cstdlib>

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/mend.h"
#include "cli/models.h"
#include "cli/settings.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Corrects Vietnamese text, UTF-8 from FILE or standard input, line by line.\n"
    "What is right stays, and so do addresses, code and other languages.\n"
    "Channels, all unless some are named: marks, typo, keys (raw Telex, VNI, VIQR),\n"
    "phone, chat, ocr, regional, spacing.";

constexpr std::string_view kExamples = R"(  $ echo 'Hom nay tôi đi h0c ddaji hojc, ko bit có đưcợ nghỉ ko' | dau correct
  Hôm nay tôi đi học đại học, không biết có được nghỉ không
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"channels", "LIST", "kinds of errors to mend, as marks,typo", "all"},
      setting("tone"),
      setting("min-confidence"),
      {"diff", "", "show what changed: [-old-]{+new+}"},
      {"json", "", "write the edits; lines up to 16 MiB"},
      {"model", "PATH", "model: first correct.dau found"},
      {"restore-model", "PATH", "its second: first restore.dau found"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

Result<text::CorrectOptions> correct_options(const Args& args) {
  text::CorrectOptions options;
  const std::string& tone = args.text("tone");
  options.tone = tone == "old"   ? text::TonePolicy::old_style
                 : tone == "new" ? text::TonePolicy::new_style
                                 : text::TonePolicy::follow;
  options.min_confidence = static_cast<float>(args.real("min-confidence"));
  options.posteriors = args.flag("json");
  const std::string& channels = args.text("channels");
  if (channels != "all") {
    auto set = text::parse_channels(channels);
    if (!set)
      return with_hint({Errc::invalid_argument, set.error().message, "--channels"},
                       "marks, typo, keys, phone, chat, ocr, regional, spacing, or all");
    options.channels = *set;
  }
  DAU_CHECK(text::validate(options));
  return options;
}

struct DiffSigns {
  std::string_view old_begin, old_end, new_begin, new_end;
};
constexpr DiffSigns kPlain{"[-", "-]", "{+", "+}"};
constexpr DiffSigns kColour{"\x1b[31;9m", "\x1b[0m", "\x1b[32;1m", "\x1b[0m"};

bool in_colour(const FilterOptions& filter) {
  const char* no = std::getenv("NO_COLOR");
  const bool to_terminal = (filter.output.empty() || filter.output == "-") && ::isatty(STDOUT_FILENO) == 1;
  return to_terminal && (no == nullptr || *no == '\0');
}

Result<void> write_diff(const text::Corrector& corrector, std::string_view line, const text::CorrectOptions& options,
                        const DiffSigns& signs, std::string& out) {
  std::size_t done = 0;
  const auto write = [&](text::Correction&& c) {
    out.append(line.substr(done, c.span.begin - done));
    out.append(signs.old_begin).append(line.substr(c.span.begin, c.span.end - c.span.begin)).append(signs.old_end);
    out.append(signs.new_begin).append(c.replacement).append(signs.new_end);
    done = c.span.end;
  };
  DAU_CHECK(corrector.correct_each(line, write, options));
  out.append(line.substr(done));
  return {};
}

Result<void> write_json(const text::Corrector& corrector, const LineInput& input, const text::CorrectOptions& options,
                        std::string& out) {
  DAU_TRY(const auto corrections, corrector.correct(input.text, options));
  MendedOffsets offsets(input.given);
  out += text::to_json(input.text, corrections, [&](std::size_t offset) { return offsets.original(offset); });
  return {};
}

Result<text::Corrector> open_corrector(const Args& args) {
  DAU_TRY(const std::string correct, find_model("correct", args.text("model")));
  DAU_TRY(const std::string restore, find_model("restore", args.text("restore-model")));
  auto corrector = text::Corrector::open(correct, restore);
  if (!corrector) return with_hint(std::move(corrector).error(), "dau info lists the models that are there");
  return corrector;
}

Result<void> run(const Args& args) {
  DAU_TRY(const text::CorrectOptions options, correct_options(args));
  DAU_TRY(FilterOptions filter, filter_options("correct", args));
  filter.json_results = args.flag("json");
  const bool diff = args.flag("diff");
  if (diff && filter.json_results) return Error{Errc::invalid_argument, "does not go with --json", "--diff"};
  const DiffSigns& signs = in_colour(filter) ? kColour : kPlain;
  DAU_TRY(const text::Corrector corrector, open_corrector(args));
  return run_filter(filter, [&](const LineInput& line, LineOutput& out) {
    if (filter.json_results) return write_json(corrector, line, options, out.text);
    if (diff) return write_diff(corrector, line.text, options, signs, out.text);
    return corrector.correct_to(line.text, out.text, options);
  });
}
}  // namespace

extern const Command kCorrect;
constinit const Command kCorrect{
    "correct", "mend typos, raw keys, chat and scans: đưcợ → được", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
