// SPDX-License-Identifier: Apache-2.0
#include "dau/licence/catalogue.h"

#include <gtest/gtest.h>

#include <set>

#include "dau/licence/graph.h"
#include "small_catalogue.h"

namespace dau::licence {
namespace {
using testing::small;

std::string read(std::string_view text) {
  const Catalogue::Reading reading = small().read(text);
  return to_string(reading.expression) + (reading.understood ? "" : " ?");
}

TEST(Catalogue, FindsLicencesByAnySpelling) {
  for (const char* name : {"MIT", "mit", "Expat", "mit license", "MIT_License"}) {
    ASSERT_NE(small().licence(name), nullptr) << name;
    EXPECT_EQ(small().licence(name)->id, "MIT");
  }
  EXPECT_EQ(small().licence("MITT"), nullptr);
}

TEST(Catalogue, ReadsWhatPeopleWrite) {
  EXPECT_EQ(read("apache 2.0"), "Apache-2.0");
  EXPECT_EQ(read(" \"MIT\" "), "MIT");
  EXPECT_EQ(read("mit OR apache-2.0"), "MIT OR Apache-2.0");
  EXPECT_EQ(read("Apache 2.0 or MIT"), "Apache-2.0 OR MIT");
  EXPECT_EQ(read("MIT/Apache-2.0"), "MIT OR Apache-2.0");
  EXPECT_EQ(read("GPL-3.0+"), "GPL-3.0-or-later");
  EXPECT_EQ(read("GPL-3.0-only WITH classpath-exception-2.0"), "GPL-3.0-only WITH Classpath-exception-2.0");
  EXPECT_EQ(read("other"), "LicenseRef-unknown");
  EXPECT_EQ(read("Our Own Licence 3"), "LicenseRef-unknown ?");
  EXPECT_EQ(read("MIT AND My-Licence"), "MIT AND LicenseRef-unknown ?");
  EXPECT_EQ(read(""), "LicenseRef-unknown ?");
}

TEST(Catalogue, RefusesDataThatIsWrong) {
  const auto fault = [](const std::string& licences, const std::string& things) {
    const Catalogue::Text licence_text{"l.yaml", licences}, thing_text{"t.yaml", things};
    const auto catalogue = Catalogue::from({&licence_text, 1}, {}, {&thing_text, 1});
    return catalogue ? "" : catalogue.error().at + ": " + catalogue.error().message;
  };
  const std::string good = testing::small_licences();
  EXPECT_EQ(fault(good, "[]"), "");
  EXPECT_EQ(fault("a: b", "[]"), "l.yaml: not a list of entries");
  EXPECT_EQ(fault("- {id: X}", "[]"), "l.yaml: X: member \"name\" is missing or empty");
  EXPECT_EQ(fault(good + testing::licence_entry("expat", "software", "yes", "yes", "none"), "[]"),
            "expat: the name \"expat\" belongs to MIT too");
  EXPECT_EQ(fault(good, testing::thing_entry("x", "NOPE-1.0")), "x: no licence \"NOPE-1.0\" in data/licences");
  EXPECT_EQ(fault(good, testing::thing_entry("x", "MIT", "  alternatives: [y]\n")),
            "x: the alternative \"y\" is not known");
  EXPECT_EQ(fault(good, testing::thing_entry("x", "MIT", "  lineage:\n    - {made-of: y}\n")),
            "t.yaml: x: member \"lineage\": no relation \"made-of\"");
  EXPECT_EQ(fault(good, testing::thing_entry("x", "MIT", "  colour: red\n")),
            "t.yaml: x: \"colour\" is no member that is known here");
}

TEST(Catalogue, NamesWhatIsNear) {
  EXPECT_EQ(small().nearest_things("zipfromer", 3), std::vector<std::string>{"zipformer"});
  EXPECT_EQ(small().nearest_licences("CC-BY-NC", 2), (std::vector<std::string>{"CC-BY-NC-4.0", "CC-BY-NC-ND-4.0"}));
  EXPECT_TRUE(small().nearest_things("quite another thing", 3).empty());
}

// ---- the data of the project

TEST(BuiltinCatalogue, IsWhole) {
  const auto catalogue = Catalogue::builtin();
  ASSERT_TRUE(catalogue) << catalogue.error().at << ": " << catalogue.error().message;
  EXPECT_GE((*catalogue)->licences().size(), 80u);
  EXPECT_GE((*catalogue)->things().size(), 120u);
  EXPECT_GE((*catalogue)->exceptions().size(), 5u);
}

TEST(BuiltinCatalogue, SaysWhereEachLicenceIsFrom) {
  const auto catalogue = Catalogue::builtin();
  ASSERT_TRUE(catalogue);
  for (const Licence& licence : (*catalogue)->licences()) {
    EXPECT_TRUE(!licence.url.empty() || licence.kind == "status") << licence.id;
    // Words of a licence are quoted only from a text that was read.
    if (!licence.quotes.empty()) {
      EXPECT_EQ(licence.basis, "read") << licence.id;
    }
  }
}

TEST(BuiltinCatalogue, UsesFlagsThatThePolicyKnows) {
  const auto catalogue = Catalogue::builtin();
  ASSERT_TRUE(catalogue);
  const std::set<std::string> flags = {"scraped",           "personality-rights", "personal-data", "undisclosed-data",
                                       "machine-generated", "relabelled",         "minors",        "benchmark-only"};
  for (const Thing& thing : (*catalogue)->things())
    for (const std::string& flag : thing.flags) EXPECT_TRUE(flags.contains(flag)) << thing.id << " " << flag;
}
}  // namespace
}  // namespace dau::licence
