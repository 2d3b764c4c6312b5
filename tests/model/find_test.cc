// SPDX-License-Identifier: Apache-2.0
// find_test.cc — the folders that models are looked for in.
#include "dau/model/find.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace dau::model {
namespace {
namespace fs = std::filesystem;

TEST(FindTest, LooksBesideTheProgramFirst) {
  const fs::path own = fs::read_symlink("/proc/self/exe").parent_path();
  const auto places = folders();
  ASSERT_GE(places.size(), 4u);
  EXPECT_EQ(places[0], (own / "models").string());
  EXPECT_EQ(places[1], (own / "../models").lexically_normal().string());
  EXPECT_EQ(places[2], (own / "../share/dau/models").lexically_normal().string());
}

TEST(FindTest, NamesEachFolderOnceAndWhole) {
  const auto places = folders();
  EXPECT_EQ(std::set<std::string>(places.begin(), places.end()).size(), places.size());
  for (const std::string& place : places) EXPECT_TRUE(place.starts_with('/')) << place;
}

TEST(FindTest, SaysWhereItLookedInVain) {
  const auto found = find("no-such-model");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::not_found);
  EXPECT_EQ(found.error().at, "no-such-model.dau");
  for (const std::string& place : folders()) EXPECT_NE(found.error().message.find(place), std::string::npos) << place;
}

TEST(FindTest, FindsWhatIsInstalled) {
  for (const std::string& path : installed()) {
    const auto found = find(fs::path(path).stem().string());
    ASSERT_TRUE(found) << path;
    EXPECT_EQ(*found, path);
  }
}
}  // namespace
}  // namespace dau::model
