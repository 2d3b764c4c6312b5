// SPDX-License-Identifier: Apache-2.0
// explain.h — licences and known things in words.
#pragma once
#include <string>
#include <string_view>

#include "dau/licence/catalogue.h"
#include "dau/licence/report.h"
#include "dau/result.h"

namespace dau::licence {
struct Tongues {
  bool vi = true;
  bool en = true;
};

// The expression that `text` stands for, over the catalogue's ids.
// Errors: corrupt (no expression); not_found (a licence that is not in the catalogue; `at` its name, and the message
// names those that are near).
DAU_API Result<Expression> expression_for(std::string_view text, const Catalogue& catalogue);

// Every licence of the expression with what it permits and asks for, and, for a choice, which is which.
DAU_API std::string explain_text(const Expression& expression, const Catalogue& catalogue, const Tongues& tongues);
DAU_API std::string explain_json(const Expression& expression, const Catalogue& catalogue);

DAU_API std::string thing_text(const Thing& thing, const Catalogue& catalogue, Language language);
DAU_API std::string thing_json(const Thing& thing);

// Lists, a line each, and as JSON arrays.
DAU_API std::string licence_list(const Catalogue& catalogue);
DAU_API std::string licences_json(const Catalogue& catalogue);
DAU_API std::string thing_list(const Catalogue& catalogue);
DAU_API std::string things_json(const Catalogue& catalogue);
}  // namespace dau::licence
