// SPDX-License-Identifier: Apache-2.0
// normalize.cc — dau normalize: one encoding, one Unicode form, one place for the tone mark.
#include "dau/unicode/normalize.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "dau/unicode/confusables.h"
#include "dau/unicode/legacy.h"
#include "dau/unicode/syllable.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Writes each character in one way, from FILE or standard input: one line out for\n"
    "each line in. Reads UTF-8, or with --from an older encoding; writes UTF-8.";

constexpr std::string_view kExamples = R"(  $ echo 'Céng hoµ thuý' | dau normalize --from tcvn3 --tone old
  Cộng hòa thúy
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"form", "nfc|nfd", "Unicode normalisation form", "nfc"},
      {"tone", "keep|old|new", "tones as they are, hòa (old), hoà (new)", "keep"},
      {"lookalikes", "", "Latin for letters that only look so, spaces"},
      {"from", "utf8|auto|tcvn3|tcvn5712|vni|viscii|cp1258|viqr", "encoding of what is read", "utf8"},
      {"capital-font", "", "with --from: text of .VnTimeH, in capitals"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

enum class Tones : std::uint8_t { keep, old_style, new_style };

struct Work {
  bool decompose;
  bool lookalikes;
  Tones tones;

  // One pass for each thing asked for, and a copy only where it changes something.
  Result<void> operator()(const LineInput& line, LineOutput& out) const {
    std::string made;
    std::string_view text = line.text;
    const auto take = [&](std::string changed) { text = made = std::move(changed); };
    if (!unicode::is_nfc(text)) take(unicode::to_nfc(text));
    if (lookalikes && unicode::may_have_lookalikes(text)) take(unicode::fold_lookalikes(text).text);
    if (tones != Tones::keep) {
      const auto placement =
          tones == Tones::new_style ? unicode::TonePlacement::new_style : unicode::TonePlacement::old_style;
      if (!unicode::has_tones_placed(text, placement)) take(unicode::place_tones(text, placement));
    }
    if (decompose) take(unicode::to_nfd(text));
    out.text += text;
    return {};
  }
};

// Nothing for UTF-8.
Decoding decoding(const Args& args) {
  const std::string& from = args.text("from");
  if (from == "utf8") return {};
  Decoding how;
  how.options.capital_font = args.flag("capital-font");
  if (from == "auto") {
    // One detector for each input.
    how.choose = [detectors = std::vector<unicode::Detector>()](std::string_view line, std::size_t input) mutable {
      if (detectors.size() <= input) detectors.resize(input + 1);
      return detectors[input].next(line);
    };
    how.choose_alone = [](std::string_view text) { return unicode::Detector().next(text); };
    how.tried = ", nor Vietnamese in tcvn3, tcvn5712, vni, viscii or cp1258";
  } else {
    const unicode::Encoding encoding = *unicode::encoding_from_name(from);
    how.choose_alone = [=](std::string_view text) { return unicode::reading_of(text, encoding); };
    how.choose = [=](std::string_view line, std::size_t) { return unicode::reading_of(line, encoding); };
  }
  return how;
}

Result<void> run(const Args& args) {
  DAU_TRY(FilterOptions filter, filter_options("normalize", args));
  filter.joins_lines = true;
  filter.decoding = decoding(args);
  if (args.flag("capital-font") && !filter.decoding)
    return Error{Errc::invalid_argument, "needs --from with another encoding than utf8", "--capital-font"};
  const std::string& tone = args.text("tone");
  return run_filter(filter, Work{args.text("form") == "nfd", args.flag("lookalikes"),
                                 tone == "old"   ? Tones::old_style
                                 : tone == "new" ? Tones::new_style
                                                 : Tones::keep});
}
}  // namespace

extern const Command kNormalize;
constinit const Command kNormalize{
    "normalize", "one Unicode form, one place for tone marks", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
