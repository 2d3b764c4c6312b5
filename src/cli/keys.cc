// SPDX-License-Identifier: Apache-2.0
// keys.cc — dau keys: keystrokes of Telex, VNI and VIQR to text, or the other way.
#include "dau/unicode/keys.h"

#include "cli/command.h"
#include "cli/filter.h"
#include "cli/mend.h"
#include "dau/unicode/normalize.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Reads keys that no input method has composed, UTF-8 from FILE or standard input:\n"
    "one line out for each line in. What is no Vietnamese syllable stays as typed.";

constexpr std::string_view kExamples = R"(  $ echo 'tooi ddang hojc tieengs Vieetj' | dau keys
  tôi đang học tiếng Việt
)";

std::vector<Option> options() {
  std::vector<Option> list = {
      {"decode", "telex|vni|viqr", "keys to text, of this method", "telex"},
      {"encode", "none|telex|vni|viqr", "text to keys, of this method", "none"},
      {"tone", "old|new", "write hòa (old), hoà (new)", "old"},
      {"json", "", "write the edits; lines up to 16 MiB"},
  };
  for (Option& option : filter_options()) list.push_back(std::move(option));
  return list;
}

unicode::KeyMethod method_of(std::string_view name) {
  return name == "vni"    ? unicode::KeyMethod::vni
         : name == "viqr" ? unicode::KeyMethod::viqr
                          : unicode::KeyMethod::telex;
}

// The edits told of the line as it was given, where bad bytes have been mended.
std::string json_of(const LineInput& line, const unicode::MappedText& decoded) {
  MendedOffsets offsets(line.given);
  std::vector<unicode::OffsetMap::Piece> pieces = decoded.map.pieces();
  for (auto& piece : pieces) piece.from = offsets.original(piece.from);
  return unicode::keys_json(line.given, {decoded.text, unicode::OffsetMap(std::move(pieces))});
}

Result<void> run(const Args& args) {
  DAU_TRY(FilterOptions filter, filter_options("keys", args));
  filter.json_results = args.flag("json");
  filter.joins_lines = true;
  const bool encodes = args.text("encode") != "none";
  if (encodes && args.value("decode").source != "default")
    return Error{Errc::invalid_argument, "goes one way: either --decode or --encode", "--encode"};
  if (encodes && filter.json_results)
    return Error{Errc::invalid_argument, "tells the edits of --decode only", "--json"};
  const auto method = method_of(args.text(encodes ? "encode" : "decode"));
  const auto placement =
      args.text("tone") == "new" ? unicode::TonePlacement::new_style : unicode::TonePlacement::old_style;
  return run_filter(filter, [=, json = filter.json_results](const LineInput& line, LineOutput& out) -> Result<void> {
    if (encodes) {
      out.text += unicode::encode_keys(line.text, method);
      return {};
    }
    const auto decoded = unicode::decode_keys(line.text, method, placement);
    out.text += json ? json_of(line, decoded) : decoded.text;
    return {};
  });
}
}  // namespace

extern const Command kKeys;
constinit const Command kKeys{
    "keys", "keystrokes to text: tieengs Vieetj → tiếng Việt", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
