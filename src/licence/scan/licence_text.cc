// SPDX-License-Identifier: Apache-2.0
// licence_text.cc — a licence file: by its text, else by the title that stands on top of it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "licence/scan/fingerprint.h"
#include "licence/scan/found.h"

namespace dau::licence {
namespace {
// The first lines, each without what is around its letters.
const Licence* titled(std::string_view text, const Catalogue& catalogue) {
  for (int line = 0; line < 12 && !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view title = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t begin = title.find_first_not_of(" \t\r#*=-\"");
    if (begin == std::string_view::npos || title.size() > 200) continue;
    title = title.substr(begin, title.find_last_not_of(" \t\r#*=-\".") - begin + 1);
    if (const Licence* licence = catalogue.licence(title)) return licence;
    for (const Licence& licence : catalogue.licences())
      if (catalogue.licence(licence.name) == nullptr && title.size() >= 8 && licence.name == title) return &licence;
  }
  return nullptr;
}
}  // namespace

Found read_licence_text(std::string_view text, const Catalogue& catalogue) {
  Found found;
  std::vector<std::string> ids;
  double worst = 1;
  for (const TextMatch& match : match_licence_text(text)) {
    ids.push_back(match.id);
    worst = std::min(worst, match.share);
  }
  if (!ids.empty()) {
    found.declared.push_back(
        {fmt::format("{}", fmt::join(ids, " AND ")), fmt::format("{{}} (its text, {:.0f} % alike)", 100 * worst)});
  } else if (const Licence* licence = titled(text, catalogue)) {
    found.declared.push_back({licence->id, "{} (by its title)"});
  } else if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
    found.declared.push_back({"LicenseRef-unknown", "{} (a text that is not known here)"});
  }
  return found;
}
}  // namespace dau::licence
