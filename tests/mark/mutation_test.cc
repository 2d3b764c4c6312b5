// SPDX-License-Identifier: Apache-2.0
// Marked files that someone has been at: no crash, no hang, and none is believed. DAU_MARK_MUTATIONS sets how many of
// each format (make soak: 10,000).
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <random>

#include "dau/mark/add.h"
#include "dau/mark/verify.h"
#include "mark/samples.h"

namespace dau::mark {
namespace {
int mutations() {
  const char* const wanted = std::getenv("DAU_MARK_MUTATIONS");
  return wanted == nullptr ? 150 : std::atoi(wanted);
}

// std::uniform_int_distribution differs between libraries; the bias of % does not matter here.
std::size_t below(std::mt19937_64& random, std::size_t end) { return end == 0 ? 0 : random() % end; }

std::string mutate(std::string bytes, std::mt19937_64& random) {
  const int times = 1 + static_cast<int>(below(random, 4));
  for (int i = 0; i < times && !bytes.empty(); ++i) {
    const std::size_t at = below(random, bytes.size());
    const std::size_t size = 1 + below(random, std::min<std::size_t>(bytes.size() - at, 64));
    switch (below(random, 7)) {
      case 0:
        bytes[at] = static_cast<char>(random());
        break;
      case 1:
        bytes.erase(at, size);
        break;
      case 2:
        bytes.insert(at, bytes.substr(at, size));
        break;
      case 3:
        bytes.replace(at, size, std::string(size, static_cast<char>(random())));
        break;
      case 4:
        bytes.resize(at);
        break;
      case 5:  // a length that lies
        for (std::size_t k = 0; k < 4 && at + k < bytes.size(); ++k)
          bytes[at + k] = static_cast<char>(random() % 3 == 0 ? 0xFF : random());
        break;
      default:
        bytes.insert(at, bytes.substr(below(random, bytes.size()), size));
        break;
    }
  }
  return bytes;
}

TEST(MutationTest, NoMutationIsBelievedOrHangs) {
  for (const auto& one : testing::samples()) {
    const auto first = add(one.bytes, one.name, {}, testing::how());
    ASSERT_TRUE(first);
    const std::string marked = first->asset();
    const auto second = add(marked, one.name, {}, testing::how(Origin::edited));
    ASSERT_TRUE(second);
    const std::string assets[] = {marked, second->asset()};
    std::mt19937_64 random(20261125);
    for (int i = 0; i < mutations(); ++i) {
      const std::string& asset = assets[i % 2];
      const std::string bad = mutate(asset, random);
      const auto begin = std::chrono::steady_clock::now();
      const auto report = verify(bad, one.name, {}, testing::trusting());
      ASSERT_TRUE(report) << one.name << " " << i;
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1)) << one.name << " " << i;
      if (bad == asset) continue;
      // C2PA has ftyp of media files left out of the hash: brands that change are not seen.
      if (one.name == "a.mp4" && bad.size() == asset.size() && bad.substr(24) == asset.substr(24)) continue;
      const bool believed = report->verdict == Verdict::trusted || report->verdict == Verdict::valid;
      EXPECT_FALSE(believed) << one.name << " " << i;
      // What is broken can be marked anew, or is refused; either way nothing breaks.
      if (i % 10 == 0) static_cast<void>(add(bad, one.name, {}, testing::how(Origin::edited)));
    }
  }
}
}  // namespace
}  // namespace dau::mark
