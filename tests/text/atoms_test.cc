// SPDX-License-Identifier: Apache-2.0
#include "text/atoms.h"

#include <gtest/gtest.h>

#include <string>

#include "testing/golden.h"

namespace dau::text {
namespace {
std::string atoms_of(std::string_view line) {
  std::string out;
  Atoms atoms(line);
  while (const auto atom = atoms.next()) {
    if (!out.empty()) out += ' ';
    out += line.substr(atom->begin, atom->end - atom->begin);
    if (atom->kind == AtomKind::mark) out += '|';
  }
  return out;
}

TEST(Atoms, MatchTheGoldenTable) {
  for (const auto& c : testing::read_tsv("text/atoms.tsv")) EXPECT_EQ(atoms_of(c.input), c.expected) << c.id;
}

TEST(Atoms, OfWhiteSpaceAloneAreNone) {
  EXPECT_EQ(atoms_of(""), "");
  EXPECT_EQ(atoms_of(" \t\u00A0\u3000\r\n"), "");
}
}  // namespace
}  // namespace dau::text
