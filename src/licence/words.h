// SPDX-License-Identifier: Apache-2.0
// words.h — the member of an entry that says something in both languages.
#pragma once
#include <string>
#include <string_view>

#include "base/fields.h"
#include "dau/licence/catalogue.h"

namespace dau::licence {
// {vi: …, en: …}, which must be there.
inline Words words(Fields& fields, std::string_view name) {
  const json::Value* value = fields.object(name);
  if (value == nullptr) {
    fields.fail("member \"" + std::string(name) + "\" is missing");
    return {};
  }
  Fields inner(*value, fields.where());
  Words both{inner.text("vi"), inner.text("en")};
  if (const auto done = inner.done(); !done) fields.fail("member \"" + std::string(name) + "\": " + done.error().message);
  return both;
}
}  // namespace dau::licence
