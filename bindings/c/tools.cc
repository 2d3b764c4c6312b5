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
#include <utility>

#include "bindings/c/tool.h"
#include "dau/text/correct.h"
#include "dau/text/dialect.h"
#include "dau/text/language.h"
#include "dau/text/register.h"
#include "dau/text/restore.h"
#include "dau/text/segment.h"
#include "dau/text/sentences.h"
#include "dau/text/spoken.h"
#include "dau/text/written.h"
#include "dau/unicode/confusables.h"
#include "dau/unicode/keys.h"
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

// A list of words as one option, the whole set being "all".
template <class Options, class Set, class Parse, class Names>
Option<Options> list_of(std::string_view option, Set Options::*member, Parse parse, Names names) {
  const auto set = [=](Options& options, std::string_view text) -> Result<void> {
    auto parsed = parse(text);
    if (!parsed) return Error{parsed.error().code, parsed.error().message, std::string(option)};
    options.*member = *parsed;
    return {};
  };
  return {option, {{"type", "text"}}, [=](const Options& options) { return names(options.*member); }, set};
}

std::string joined(const std::vector<std::string_view>& words, std::size_t all) {
  if (words.size() == all) return "all";
  std::string text;
  for (const std::string_view word : words) text.append(text.empty() ? "" : ",").append(word);
  return text;
}

std::string names_of(text::ChannelSet channels) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text::kChannels; ++i)
    if (const auto channel = static_cast<text::Channel>(i); channels.has(channel))
      words.push_back(text::channel_name(channel));
  return joined(words, text::kChannels);
}

std::string names_of(text::FormKinds kinds) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text::kFormKinds; ++i)
    if (const auto kind = static_cast<text::FormKind>(i); (kinds & text::only(kind)) != 0)
      words.push_back(text::name(kind));
  return joined(words, text::kFormKinds);
}

ToolKind correct() {
  using text::CorrectOptions;
  using text::Corrector;
  const auto channels = [](std::string_view list) -> Result<text::ChannelSet> {
    if (list == "all") return text::ChannelSet::all();
    return text::parse_channels(list);
  };
  return tool<Corrector, CorrectOptions>(
      {.name = "correct",
       .options =
           {list_of("channels", &CorrectOptions::channels, channels,
                    [](text::ChannelSet set) { return names_of(set); }),
            choice("tone", &CorrectOptions::tone,
                   {{"follow", TonePolicy::follow}, {"old", TonePolicy::old_style}, {"new", TonePolicy::new_style}}),
            number("min-confidence", &CorrectOptions::min_confidence, 0.0f, 1.0f)},
       .run = [](const Corrector& corrector, std::string_view line, const CorrectOptions& options,
                 std::string& out) -> Result<void> { return corrector.correct_to(line, out, options); },
       .run_json = [](const Corrector& corrector, std::string_view line, const CorrectOptions& options,
                      std::string& out) -> Result<void> {
         CorrectOptions weighed = options;
         weighed.posteriors = true;
         DAU_TRY(const auto corrections, corrector.correct(line, weighed));
         out += text::to_json(line, corrections);
         return {};
       },
       .open = [](const std::string& path) -> Result<Corrector> {
         DAU_TRY(const std::string restore, model::find("restore"));
         return Corrector::open(path, restore);
       }});
}

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
  bool lookalikes = false;
};

ToolKind normalize() {
  return tool<NoModel, NormalizeOptions>(
      {.name = "normalize",
       .options = {choice("form", &NormalizeOptions::form, {{"nfc", Form::nfc}, {"nfd", Form::nfd}}),
                   choice("tone", &NormalizeOptions::tone,
                          {{"keep", Tone::keep}, {"old", Tone::old_style}, {"new", Tone::new_style}}),
                   toggle("lookalikes", &NormalizeOptions::lookalikes)},
       .run = [](const NoModel&, std::string_view line, const NormalizeOptions& options,
                 std::string& out) -> Result<void> {
         std::string text = unicode::to_nfc(line);
         if (options.lookalikes) text = unicode::fold_lookalikes(text).text;
         if (options.tone != Tone::keep)
           text = unicode::place_tones(text, options.tone == Tone::new_style ? unicode::TonePlacement::new_style
                                                                             : unicode::TonePlacement::old_style);
         out += options.form == Form::nfd ? unicode::to_nfd(text) : text;
         return {};
       }});
}

struct KeysOptions {
  enum class Encode : std::uint8_t { none, telex, vni, viqr };
  unicode::KeyMethod decode = unicode::KeyMethod::telex;
  Encode encode = Encode::none;
  unicode::TonePlacement tone = unicode::TonePlacement::old_style;
};

ToolKind keys() {
  using unicode::KeyMethod;
  using unicode::TonePlacement;
  using Encode = KeysOptions::Encode;
  return tool<NoModel, KeysOptions>(
      {.name = "keys",
       .options =
           {choice("decode", &KeysOptions::decode,
                   {{"telex", KeyMethod::telex}, {"vni", KeyMethod::vni}, {"viqr", KeyMethod::viqr}}),
            choice("encode", &KeysOptions::encode,
                   {{"none", Encode::none}, {"telex", Encode::telex}, {"vni", Encode::vni}, {"viqr", Encode::viqr}}),
            choice("tone", &KeysOptions::tone, {{"old", TonePlacement::old_style}, {"new", TonePlacement::new_style}})},
       .run = [](const NoModel&, std::string_view line, const KeysOptions& options, std::string& out) -> Result<void> {
         switch (options.encode) {
           case Encode::none:
             out += unicode::decode_keys(line, options.decode, options.tone).text;
             break;
           case Encode::telex:
             out += unicode::encode_keys(line, KeyMethod::telex);
             break;
           case Encode::vni:
             out += unicode::encode_keys(line, KeyMethod::vni);
             break;
           case Encode::viqr:
             out += unicode::encode_keys(line, KeyMethod::viqr);
             break;
         }
         return {};
       },
       .run_json = [](const NoModel&, std::string_view line, const KeysOptions& options,
                      std::string& out) -> Result<void> {
         if (options.encode != Encode::none)
           return Error{Errc::invalid_argument, "only decoding has a JSON form", "encode"};
         out += unicode::keys_json(line, unicode::decode_keys(line, options.decode, options.tone));
         return {};
       }});
}

ToolKind segment() {
  using text::Segmenter;
  return tool<Segmenter, NoOptions>(
      {.name = "segment",
       .options = {},
       .run = [](const Segmenter& segmenter, std::string_view line, const NoOptions&,
                 std::string& out) -> Result<void> { return segmenter.segment_to(line, out); },
       .run_json = [](const Segmenter& segmenter, std::string_view line, const NoOptions&,
                      std::string& out) -> Result<void> {
         DAU_TRY(const std::vector<text::Span> words, segmenter.segment(line));
         out += text::to_json(line, words);
         return {};
       }});
}

ToolKind sentences() {
  return tool<NoModel, NoOptions>(
      {.name = "sentences",
       .options = {},
       .run = [](const NoModel&, std::string_view text, const NoOptions&, std::string& out) -> Result<void> {
         bool first = true;
         return text::sentences_each(text, [&](text::Span sentence) {
           if (!std::exchange(first, false)) out += '\n';
           out += text.substr(sentence.begin, sentence.end - sentence.begin);
         });
       },
       .run_json = [](const NoModel&, std::string_view text, const NoOptions&, std::string& out) -> Result<void> {
         DAU_TRY(const std::vector<text::Span> found, text::sentences(text));
         out += text::sentences_json(found);
         return {};
       }});
}

ToolKind language() {
  using text::LanguageIdentifier;
  return tool<LanguageIdentifier, NoOptions>(
      {.name = "language",
       .options = {},
       .run = [](const LanguageIdentifier& identifier, std::string_view line, const NoOptions&,
                 std::string& out) -> Result<void> {
         DAU_TRY(const text::LanguageResult result, identifier.identify(line));
         out += result.label;
         return {};
       },
       .run_json = [](const LanguageIdentifier& identifier, std::string_view line, const NoOptions&,
                      std::string& out) -> Result<void> {
         DAU_TRY(const text::LanguageResult result, identifier.identify(line));
         out += text::to_json(result);
         return {};
       }});
}

ToolKind register_of() {
  using text::RegisterClassifier;
  return tool<RegisterClassifier, NoOptions>(
      {.name = "register",
       .options = {},
       .run = [](const RegisterClassifier& classifier, std::string_view line, const NoOptions&,
                 std::string& out) -> Result<void> {
         DAU_TRY(const text::LabelResult result, classifier.classify(line));
         out += result.label;
         return {};
       },
       .run_json = [](const RegisterClassifier& classifier, std::string_view line, const NoOptions&,
                      std::string& out) -> Result<void> {
         DAU_TRY(const text::LabelResult result, classifier.classify(line));
         out += text::to_json(result);
         return {};
       }});
}

enum class DialectTo : std::uint8_t { label, standard };
struct DialectOptions {
  DialectTo to = DialectTo::label;
};

ToolKind dialect() {
  return tool<NoModel, DialectOptions>(
      {.name = "dialect",
       .options = {choice("to", &DialectOptions::to, {{"", DialectTo::label}, {"standard", DialectTo::standard}})},
       .run = [](const NoModel&, std::string_view line, const DialectOptions& options,
                 std::string& out) -> Result<void> {
         DAU_TRY(const text::DialectResult result, text::DialectClassifier().classify(line));
         out += options.to == DialectTo::standard ? text::apply_edits(line, result.edits) : result.label;
         return {};
       },
       .run_json = [](const NoModel&, std::string_view line, const DialectOptions& options,
                      std::string& out) -> Result<void> {
         DAU_TRY(const text::DialectResult result, text::DialectClassifier().classify(line));
         out += text::to_json(result, line, options.to == DialectTo::standard);
         return {};
       }});
}

template <class Options>
Option<Options> convention() {
  return choice("convention", &Options::convention,
                {{"standard", text::FormConvention::standard}, {"nemo", text::FormConvention::nemo}});
}

template <class Options>
Option<Options> kinds() {
  return list_of("kinds", &Options::kinds, text::parse_form_kinds, [](text::FormKinds set) { return names_of(set); });
}

ToolKind spoken() {
  using text::SpokenOptions;
  return tool<NoModel, SpokenOptions>(
      {.name = "spoken",
       .options = {choice("region", &SpokenOptions::region,
                          {{"north", text::Region::north}, {"south", text::Region::south}}),
                   convention<SpokenOptions>(), kinds<SpokenOptions>()},
       .run = [](const NoModel&, std::string_view line, const SpokenOptions& options,
                 std::string& out) -> Result<void> { return text::spoken_to(line, out, options); },
       .run_json = [](const NoModel&, std::string_view line, const SpokenOptions& options,
                      std::string& out) -> Result<void> {
         DAU_TRY(const auto edits, text::spoken(line, options));
         text::append_json(out, line, edits);
         return {};
       }});
}

ToolKind written() {
  using text::WrittenOptions;
  return tool<NoModel, WrittenOptions>(
      {.name = "written",
       .options = {convention<WrittenOptions>(), kinds<WrittenOptions>(), toggle("plain", &WrittenOptions::plain)},
       .run = [](const NoModel&, std::string_view line, const WrittenOptions& options,
                 std::string& out) -> Result<void> { return text::written_to(line, out, options); },
       .run_json = [](const NoModel&, std::string_view line, const WrittenOptions& options,
                      std::string& out) -> Result<void> {
         DAU_TRY(const auto edits, text::written(line, options));
         text::append_json(out, line, edits);
         return {};
       }});
}
}  // namespace

const std::vector<ToolKind>& tool_kinds() {
  static const std::vector<ToolKind> kinds = {restore(),   correct(),  normalize(),   strip(),   keys(),   segment(),
                                              sentences(), language(), register_of(), dialect(), spoken(), written()};
  return kinds;
}
}  // namespace dau::bindings
