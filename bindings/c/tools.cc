// SPDX-License-Identifier: Apache-2.0
// tools.cc — the registry of tools.
//
// One more tool is one more entry of tool_kinds(): the name of its command, its options by the names of the flags, and
// one line for each form that it gives. Its class has `static Result<Model> open(const std::string& path)` and
// `const model::Container& container() const`; one that opens otherwise, as with a second model, gives `.open`, and a
// tool without a model says NoModel. The texts are UTF-8 when they get here, and nothing else is known of them. For a
// tool like restore this is all there is to write:
//
//     tool<text::Segmenter, text::SegmentOptions>({
//         .name = "segment",
//         .options = {number("beam", &text::SegmentOptions::beam, 1, 16)},
//         .run = [](const auto& model, std::string_view text, const auto& options, std::string& out) -> Result<void> {
//           return model.segment_to(text, out, options); },
//         .run_json = [](const auto& model, std::string_view text, const auto& options, std::string& out)
//             -> Result<void> { return text::segment_json_to(model, text, out, options); }}),
//
// Then tests/api/c_interface.c (the list of tools) and the Python class (bindings/python/dau/_tools.py says how).
#include "bindings/c/tool.h"
#include "dau/text/restore.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/normalize.h"
#include "dau/unicode/syllable.h"

namespace dau::bindings {
namespace {
using text::RestoreOptions;
using text::Restorer;
using text::Scorers;
using text::TonePolicy;

ToolKind restore() {
  return tool<Restorer, RestoreOptions>(
      {.name = "restore",
       .options =
           {choice("tone", &RestoreOptions::tone,
                   {{"follow", TonePolicy::follow}, {"old", TonePolicy::old_style}, {"new", TonePolicy::new_style}}),
            number("min-confidence", &RestoreOptions::min_confidence, 0.0f, 1.0f),
            number("beam", &RestoreOptions::beam, 1, 16), number("alternatives", &RestoreOptions::alternatives, 0, 255),
            choice("scorers", &RestoreOptions::scorers,
                   {{"both", Scorers::both}, {"ngram", Scorers::ngram}, {"net", Scorers::net}})},
       .run = [](const Restorer& restorer, std::string_view line, const RestoreOptions& options,
                 std::string& out) -> Result<void> {
         // Alternatives are of the JSON form; the text does not depend on them.
         RestoreOptions plain = options;
         plain.alternatives = 0;
         return restorer.restore_to(line, out, plain);
       },
       .run_json = [](const Restorer& restorer, std::string_view line, const RestoreOptions& options, std::string& out)
           -> Result<void> { return text::restore_json_to(restorer, line, out, options); }});
}

struct NoOptions {};

ToolKind strip() {
  return tool<NoModel, NoOptions>(
      {.name = "strip",
       .options = {},
       .run = [](const NoModel&, std::string_view line, const NoOptions&, std::string& out) -> Result<void> {
         out += unicode::strip_marks(line);
         return {};
       }});
}

enum class Form : std::uint8_t { nfc, nfd };
enum class Tone : std::uint8_t { keep, old_style, new_style };
struct NormalizeOptions {
  Form form = Form::nfc;
  Tone tone = Tone::keep;
};

ToolKind normalize() {
  return tool<NoModel, NormalizeOptions>(
      {.name = "normalize",
       .options = {choice("form", &NormalizeOptions::form, {{"nfc", Form::nfc}, {"nfd", Form::nfd}}),
                   choice("tone", &NormalizeOptions::tone,
                          {{"keep", Tone::keep}, {"old", Tone::old_style}, {"new", Tone::new_style}})},
       .run = [](const NoModel&, std::string_view line, const NormalizeOptions& options,
                 std::string& out) -> Result<void> {
         std::string text = unicode::to_nfc(line);
         if (options.tone != Tone::keep)
           text = unicode::place_tones(text, options.tone == Tone::new_style ? unicode::TonePlacement::new_style
                                                                             : unicode::TonePlacement::old_style);
         out += options.form == Form::nfd ? unicode::to_nfd(text) : text;
         return {};
       }});
}
}  // namespace

const std::vector<ToolKind>& tool_kinds() {
  static const std::vector<ToolKind> kinds = {restore(), strip(), normalize()};
  return kinds;
}
}  // namespace dau::bindings
