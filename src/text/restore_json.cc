// SPDX-License-Identifier: Apache-2.0
// restore_json.cc — the JSON form of a restored line: its text, then the edits that make it.
#include <cmath>

#include "base/json.h"
#include "dau/text/restore.h"
#include "text/kept_edits.h"

namespace dau::text {
namespace {
// Four digits: what the posteriors are good for.
double rounded(float posterior) { return std::round(static_cast<double>(posterior) * 1e4) / 1e4; }

json::Value edit_json(std::string_view line, const Edit& edit, const JsonHooks& hooks, bool alternatives) {
  const auto original = [&](std::size_t offset) { return hooks.original ? hooks.original(offset) : offset; };
  const auto [begin, end] = edit.span;
  const std::size_t first = original(begin), behind = original(end);
  json::Value value = {{"begin", first},
                       {"end", behind},
                       {"from", line.substr(begin, end - begin)},
                       {"to", edit.replacement},
                       {"confidence", rounded(edit.confidence)}};
  if (!alternatives) return value;
  json::Value& list = value["alternatives"] = json::Value::array();
  for (const auto& [text, posterior] : edit.alternatives)
    list.push_back({{"text", text}, {"posterior", rounded(posterior)}});
  return value;
}
}  // namespace

Result<void> restore_json_to(const Restorer& restorer, std::string_view line, std::string& out,
                             const RestoreOptions& options, const JsonHooks& hooks) {
  DAU_CHECK(unicode::check_utf8(line));
  DAU_CHECK(validate(options));
  RestoreOptions weighed = options;
  weighed.posteriors = true;
  json::ObjectWriter writer(out);
  KeptEdits edits;
  std::size_t done = 0;
  writer.begin_text("text");
  DAU_CHECK(restorer.restore_each(
      line,
      [&](const Edit& edit) {
        writer.add_text(line.substr(done, edit.span.begin - done));
        writer.add_text(edit.replacement);
        done = edit.span.end;
        edits.add(edit);
      },
      weighed));
  writer.add_text(line.substr(done));
  writer.end_text();
  writer.begin_array("edits");
  while (const auto edit = edits.take()) {
    writer.add_element(edit_json(line, *edit, hooks, options.alternatives > 0));
    if (hooks.written) hooks.written();
  }
  writer.end_array();
  writer.end();
  return {};
}
}  // namespace dau::text
