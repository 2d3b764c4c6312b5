// SPDX-License-Identifier: Apache-2.0
#include "dau/licence/scan.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "small_catalogue.h"
#include "testing/temp_folder.h"

namespace dau::licence {
namespace {
using testing::small;

// "id: licences (where) > relation target …", a line each, without the product.
std::string told(const Graph& graph) {
  std::string out;
  for (std::size_t i = 1; i < graph.components.size(); ++i) {
    const Component& component = graph.components[i];
    out += component.id + ":";
    for (const Declared& declared : component.declared) out += " " + declared.text + " (" + declared.where + ")";
    for (const Edge& edge : component.edges)
      out += " > " + std::string(name_of(edge.relation)) + " " + graph.components[edge.target].id;
    out += "\n";
  }
  for (const Problem& problem : graph.problems) out += "! " + problem.path + ": " + problem.message + "\n";
  return out;
}

class ScanTest : public ::testing::Test {
 protected:
  std::string scanned(const std::string& name = "") {
    const auto graph = scan(name.empty() ? folder_.path() : folder_.file(name), small());
    return graph ? told(*graph) : graph.error().message;
  }
  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(folder_.file(name)).parent_path());
    folder_.write(name, text);
  }
  dau::testing::TempFolder folder_;
};

TEST_F(ScanTest, KnowsNothingOfAnEmptyFolder) {
  const std::string name = std::filesystem::path(folder_.path()).filename();
  EXPECT_EQ(scanned(), ".:\n");
  EXPECT_EQ(scanned("gone"), "no such file or folder");
}

TEST_F(ScanTest, GivesModelsTheLicenceOfTheirFolder) {
  write("package.json", R"({"name":"app","license":"MIT"})");
  write("models/asr/README.md", "---\nlicense: cc-by-nc-4.0\ndatasets: [nc-corpus]\n---\n");
  write("models/asr/encoder.pt", "x");
  write("models/tts.pt", "x");
  EXPECT_EQ(scanned(),
            ".: MIT (package.json) > contains models/asr > contains models/tts.pt\n"
            "models/tts.pt: MIT (package.json)\n"
            "models/asr: cc-by-nc-4.0 (models/asr/README.md) > contains models/asr/encoder.pt > trained-on nc-corpus\n"
            "models/asr/encoder.pt: cc-by-nc-4.0 (models/asr/README.md)\n"
            "nc-corpus:\n");
}

TEST_F(ScanTest, TellsOfSourceFilesByLicenceAndFolder) {
  write("LICENSE", "an unknown text");
  write("src/a.c", "// SPDX-License-Identifier: GPL-3.0-only\n");
  write("src/b.c", "// SPDX-License-Identifier: GPL-3.0-only\n");
  write("src/c.c", "int x;\n");
  EXPECT_EQ(scanned(),
            ".: LicenseRef-unknown (LICENSE (a text that is not known here)) > contains src (GPL-3.0-only)\n"
            "src (GPL-3.0-only): GPL-3.0-only (SPDX lines of 2 files in src)\n");
}

TEST_F(ScanTest, DoesNotLookIntoWhatMachinesMade) {
  write(".git/LICENSE", "x");
  write("build/CMakeCache.txt", "x");
  write("build/a.c", "// SPDX-License-Identifier: MIT\n");
  write("package.json", R"({"name":"app","license":"MIT"})");
  EXPECT_EQ(scanned(), ".: MIT (package.json)\n");
}

TEST_F(ScanTest, GoesOnWhenAFileIsBad) {
  write("a.gguf", "GGML");
  write("b/package.json", "{");
  write("c/README.md", "---\nlicense: MIT\n---\n");
  EXPECT_EQ(scanned(),
            "a.gguf:\nc: MIT (c/README.md)\n"
            "! a.gguf: no GGUF file (a.gguf at byte 4)\n"
            "! b/package.json: not valid JSON (b/package.json at byte 1)\n");
}

TEST_F(ScanTest, BreaksACircleOfBaseModels) {
  write("a/README.md", "---\nlicense: mit\nbase_model: b\n---\n");
  write("b/README.md", "---\nlicense: mit\nbase_model: a\n---\n");
  const std::string out = scanned();
  EXPECT_NE(out.find("! b/README.md: a cycle: b fine-tuned-from a again"), std::string::npos) << out;
}

TEST_F(ScanTest, DoesNotFollowLinks) {
  write("package.json", R"({"license":"MIT"})");
  std::filesystem::create_directory_symlink(folder_.path(), folder_.file("loop"));
  std::filesystem::create_symlink("/etc/passwd", folder_.file("LICENSE"));
  EXPECT_EQ(scanned(), ".: MIT (package.json)\n");
}

TEST_F(ScanTest, TakesOneFile) {
  write("m.pt", "x");
  EXPECT_EQ(scanned("m.pt"), "m.pt:\n");
  write("a.c", "// SPDX-License-Identifier: MIT\n");
  EXPECT_EQ(scanned("a.c"), ". (MIT): MIT (SPDX lines of 1 file in .)\n");
}

TEST_F(ScanTest, HasALimit) {
  write("a.c", "");
  write("b.c", "");
  const auto graph = scan(folder_.path(), small(), {.max_files = 1});
  ASSERT_FALSE(graph);
  EXPECT_EQ(graph.error().message, "more than 1 files");
}
}  // namespace
}  // namespace dau::licence
