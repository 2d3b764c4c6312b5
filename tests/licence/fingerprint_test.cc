// SPDX-License-Identifier: Apache-2.0
#include "licence/scan/fingerprint.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace dau::licence {
namespace {
constexpr std::string_view kMit = R"(Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
)";

std::string ids(std::string_view text) {
  std::string out;
  for (const TextMatch& match : match_licence_text(text)) out += (out.empty() ? "" : " ") + match.id;
  return out;
}

std::string common(const std::string& name) {
  std::ifstream file("/usr/share/common-licenses/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Fingerprint, KnowsALicenceWhateverItsOwnerAndBreaksAre) {
  EXPECT_EQ(ids(kMit), "MIT");
  EXPECT_EQ(ids("MIT License\n\nCopyright (c) 2026 Công ty A\nCopyright (c) 2025 B\n\n" + std::string(kMit)), "MIT");
  std::string one_line(kMit);
  for (char& c : one_line) c = c == '\n' ? ' ' : c;
  EXPECT_EQ(ids(one_line), "MIT");
}

TEST(Fingerprint, DoesNotKnowHalfALicence) {
  EXPECT_EQ(ids(kMit.substr(0, kMit.size() / 2)), "");
  EXPECT_EQ(ids(""), "");
  EXPECT_EQ(ids("All rights reserved."), "");
}

TEST(Fingerprint, TellsTheLicencesOfTheSystemApart) {
  if (!std::filesystem::exists("/usr/share/common-licenses/Apache-2.0"))
    GTEST_SKIP() << "no /usr/share/common-licenses";
  EXPECT_EQ(ids(common("Apache-2.0")), "Apache-2.0");
  EXPECT_EQ(ids(common("GPL-3")), "GPL-3.0-only");
  EXPECT_EQ(ids(common("GPL-2")), "GPL-2.0-only");
  EXPECT_EQ(ids(common("LGPL-2.1")), "LGPL-2.1-only");
  EXPECT_EQ(ids(common("MPL-2.0")), "MPL-2.0");
  EXPECT_EQ(ids(common("Apache-2.0") + std::string(kMit)), "MIT Apache-2.0");
}
}  // namespace
}  // namespace dau::licence
