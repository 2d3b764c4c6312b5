// SPDX-License-Identifier: Apache-2.0
// costs.cc — see costs.h. Nats in the file, whole units here.
#include "text/correct/costs.h"

#include <string>

#include "base/bytes.h"
#include "base/json.h"
#include "text/lattice.h"

namespace dau::text {
namespace {
struct Member {
  const char* name;
  Cost CorrectCosts::*to;
};
constexpr Member kMembers[] = {
    {"strength", &CorrectCosts::strength},
    {"quiet", &CorrectCosts::quiet},
    {"partial", &CorrectCosts::partial},
    {"partial_more", &CorrectCosts::partial_more},
    {"wrong_mark", &CorrectCosts::wrong_mark},
    {"wrong_tone", &CorrectCosts::wrong_tone},
    {"swapped", &CorrectCosts::swapped},
    {"beside", &CorrectCosts::beside},
    {"far", &CorrectCosts::far},
    {"doubled", &CorrectCosts::doubled},
    {"extra", &CorrectCosts::extra},
    {"missing", &CorrectCosts::missing},
    {"second", &CorrectCosts::second},
    {"key", &CorrectCosts::key},
    {"key_again", &CorrectCosts::key_again},
    {"key_wrong", &CorrectCosts::key_wrong},
    {"shifted", &CorrectCosts::shifted},
    {"joined", &CorrectCosts::joined},
    {"split", &CorrectCosts::split},
    {"thumb", &CorrectCosts::thumb},
    {"chat_sure", &CorrectCosts::chat_sure},
    {"chat_likely", &CorrectCosts::chat_likely},
    {"chat_single", &CorrectCosts::chat_single},
    {"known", &CorrectCosts::known},
    {"known_marks", &CorrectCosts::known_marks},
    {"seen", &CorrectCosts::seen},
    {"unseen", &CorrectCosts::unseen},
    {"letter", &CorrectCosts::letter},
    {"capital", &CorrectCosts::capital},
    {"syllable", &CorrectCosts::syllable},
    {"trigram", &CorrectCosts::trigram},
    {"trigram_with_net", &CorrectCosts::trigram_with_net},
    {"net", &CorrectCosts::net},
    {"surprise", &CorrectCosts::surprise},
};

Result<Cost> nats_member(const json::Value& object, const char* name) {
  DAU_TRY(const double nats, json::number_member(object, name, "config"));
  if (!(nats >= 0 && nats <= 1000))
    return Error{Errc::corrupt, std::string("config: \"") + name + "\" is not in 0 … 1000"};
  return to_cost(static_cast<float>(nats) * static_cast<float>(kCostPerNat));
}
}  // namespace

Result<CorrectCosts> CorrectCosts::open(const model::Container& container) {
  DAU_TRY(const auto bytes, container.section("config"));
  DAU_TRY(const json::Value config, json::parse(as_text(bytes), std::string(container.path()) + " section config"));
  if (!config.is_object()) return Error{Errc::corrupt, "config is not an object", std::string(container.path())};
  CorrectCosts costs;
  for (const Member& m : kMembers) {
    DAU_TRY(costs.*m.to, nats_member(config, m.name));
  }
  for (std::size_t i = 0; i < kChannels; ++i) {
    const std::string name = "rare_" + std::string(channel_name(static_cast<Channel>(i)));
    DAU_TRY(costs.rare[i], nats_member(config, name.c_str()));
  }
  return costs;
}
}  // namespace dau::text
