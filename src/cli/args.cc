// SPDX-License-Identifier: Apache-2.0
// args.cc — values as numbers.
#include "cli/args.h"

#include <charconv>

namespace dau::cli {
namespace {
template <class Number>
Number number_of(const std::string& text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}
}  // namespace

double Args::real(std::string_view name) const { return number_of<double>(text(name)); }
long long Args::whole(std::string_view name) const { return number_of<long long>(text(name)); }
}  // namespace dau::cli
