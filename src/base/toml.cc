// SPDX-License-Identifier: Apache-2.0
// toml.cc — the library reads, and its own JSON writer makes the value; exceptions end here.
#include "base/toml.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <sstream>

namespace dau::toml_text {
Result<json::Value> parse(std::string_view text, const std::string& name) {
  try {
    const toml::table table = toml::parse(text, std::string_view(name));
    std::ostringstream out;
    out << toml::json_formatter(table);
    return json::parse(out.str(), name);
  } catch (const toml::parse_error& error) {
    return Error{Errc::corrupt, fmt::format("not valid TOML: {}", error.description()),
                 fmt::format("{}:{}", name, error.source().begin.line)};
  }
}
}  // namespace dau::toml_text
