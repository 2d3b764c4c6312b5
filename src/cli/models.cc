// SPDX-License-Identifier: Apache-2.0
// models.cc — the model that a command uses.
#include "cli/models.h"

#include "cli/command.h"
#include "dau/model/find.h"

namespace dau::cli {
Result<std::string> find_model(const std::string& name, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  auto found = model::find(name);
  if (!found) return with_hint(std::move(found).error(), "name one with --model or DAU_MODEL");
  return found;
}
}  // namespace dau::cli
