// SPDX-License-Identifier: Apache-2.0
// fingerprint.h — which licences a text holds, whatever its line breaks, names and years are.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dau::licence {
struct TextMatch {
  std::string id;
  double share = 0;  // of the licence's sketch that is in the text, 0 to 1
};

// Licences of the SPDX list whose text is in `text` by at least nine tenths, the best of those that are alike, in the
// order of their shares. The table is data/licences/fingerprints.tsv. Cost: O(length of text + licences × 128).
std::vector<TextMatch> match_licence_text(std::string_view text);
}  // namespace dau::licence
