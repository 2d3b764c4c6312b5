// SPDX-License-Identifier: Apache-2.0
// expression_fuzzer.cc — any text as a licence expression: an error that says where, or a value that is written and
// read again the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dau/licence/catalogue.h"
#include "dau/licence/expression.h"

namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto expression = dau::licence::parse_expression(text);
  demand(expression || expression.error().at.starts_with("byte "));
  if (expression) {
    const auto again = dau::licence::parse_expression(dau::licence::to_string(*expression));
    demand(again && *again == *expression);
  }
  const auto catalogue = dau::licence::Catalogue::builtin();
  demand(static_cast<bool>(catalogue));
  const auto reading = (*catalogue)->read(text);
  for (const auto& term : dau::licence::terms_of(reading.expression)) demand((*catalogue)->licence(term.id) != nullptr);
  return 0;
}
