// SPDX-License-Identifier: Apache-2.0
// options.cc — names of channels, options checked, and the JSON form of corrections.
#include <cmath>
#include <string>

#include "base/json.h"
#include "dau/text/correct.h"

namespace dau::text {
namespace {
constexpr std::array<std::string_view, kChannels> kNames = {"marks", "typo", "keys",     "phone",
                                                            "chat",  "ocr",  "regional", "spacing"};

// Four digits: what the posteriors are good for.
double rounded(float posterior) { return std::round(static_cast<double>(posterior) * 1e4) / 1e4; }
}  // namespace

std::string_view channel_name(Channel channel) noexcept { return kNames[static_cast<std::size_t>(channel)]; }

std::optional<Channel> channel_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kChannels; ++i)
    if (kNames[i] == name) return static_cast<Channel>(i);
  return std::nullopt;
}

Result<ChannelSet> parse_channels(std::string_view list) {
  ChannelSet set;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view name = list.substr(begin, end - begin);
    const auto channel = channel_of(name);
    if (!channel) return Error{Errc::invalid_argument, "no such channel: \"" + std::string(name) + "\"", "channels"};
    set.add(*channel);
    begin = end + 1;
  }
  return set;
}

std::string to_json(std::string_view line, const std::vector<Correction>& corrections,
                    const std::function<std::size_t(std::size_t)>& original) {
  const auto place = [&](std::size_t offset) { return original ? original(offset) : offset; };
  std::string out;
  json::ObjectWriter writer(out);
  writer.begin_text("text");
  writer.add_text(apply_corrections(line, corrections));
  writer.end_text();
  writer.begin_array("edits");
  for (const Correction& c : corrections) {
    const std::size_t begin = place(c.span.begin), end = place(c.span.end);
    writer.add_element({{"begin", begin},
                        {"end", end},
                        {"from", line.substr(c.span.begin, c.span.end - c.span.begin)},
                        {"to", c.replacement},
                        {"channel", channel_name(c.channel)},
                        {"confidence", rounded(c.confidence)}});
  }
  writer.end_array();
  writer.end();
  return out;
}

Result<void> validate(const CorrectOptions& options) {
  if (!(options.min_confidence >= 0 && options.min_confidence <= 1))
    return Error{Errc::invalid_argument, "min_confidence is out of range: 0 to 1", "min_confidence"};
  if (options.channels.empty()) return Error{Errc::invalid_argument, "no channel is chosen", "channels"};
  return {};
}
}  // namespace dau::text
