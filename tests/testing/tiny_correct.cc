// SPDX-License-Identifier: Apache-2.0
// tiny_correct.cc — see tiny_correct.h.
#include "testing/tiny_correct.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace dau::testing {
namespace {
constexpr std::string_view kConfig =
    R"({"rare_marks": 5, "rare_typo": 6, "rare_keys": 6, "rare_phone": 7, "rare_chat": 6,
"rare_ocr": 6, "rare_regional": 7, "rare_spacing": 6, "strength": 25, "partial": 1, "partial_more": 0.5, "wrong_mark": 2,
"wrong_tone": 2, "swapped": 1, "beside": 2, "far": 4, "doubled": 1, "extra": 3, "missing": 2, "second": 2, "key": 0.2,
"key_again": 1, "key_wrong": 3, "shifted": 2, "joined": 3, "split": 3, "thumb": 2, "chat_sure": 0, "chat_likely": 2,
"chat_single": 3, "quiet": 0, "known": 0, "known_marks": 0, "seen": 0.5, "unseen": 9, "letter": 1, "capital": 3, "syllable": 8, "trigram": 0.05,
"trigram_with_net": 0.05, "net": 0.05, "surprise": 17})";
constexpr std::string_view kChat =
    "# tiny\nko\tkhông\tsure\ndc\tđang\tlikely\nk\tkhông\tsingle\nvn\tviệt nam\tlikely\n";
constexpr std::string_view kRewrites =
    "ocr\t0\to\tany\t0\nocr\t1\ti\tany\t5\nocr\ti\tl\tcapital\t5\nregional\tl\tn\tonset\t7\nregional\tn\tng\tcoda\t7\n";

model::NamedBytes section(std::string name, std::string_view bytes) {
  const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {std::move(name), std::vector<std::byte>(begin, begin + bytes.size())};
}

std::uint32_t fnv1a(std::string_view word) {
  std::uint32_t h = 2166136261u;
  for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}
}  // namespace

model::Contents tiny_correct_model() {
  std::vector<std::uint32_t> hashes;
  for (const std::string_view word : {"the", "quick", "brown", "fox", "jumps", "microsoft"})
    hashes.push_back(fnv1a(word));
  std::sort(hashes.begin(), hashes.end());
  std::string hash_bytes(hashes.size() * 4, '\0');
  std::memcpy(hash_bytes.data(), hashes.data(), hash_bytes.size());
  model::Card card;
  card.name = "correct";
  card.version = "0.0.1";
  card.summary = "for tests";
  card.licence = "CC0-1.0";
  card.form = "NFC, tones in the old style";
  return {"correct",
          card,
          {section("config", kConfig), section("chat", kChat), section("rewrites", kRewrites),
           section("words.hash", hash_bytes), section("words.cost", std::string(hashes.size(), '\x20'))}};
}
}  // namespace dau::testing
