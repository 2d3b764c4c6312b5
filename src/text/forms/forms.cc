// SPDX-License-Identifier: Apache-2.0
#include "dau/text/forms.h"

#include <algorithm>
#include <iterator>

#include "base/json.h"
#include "text/edited_line.h"

namespace dau::text {
namespace {
constexpr std::string_view kNames[] = {"cardinal", "ordinal", "decimal",    "fraction", "date",    "time",
                                       "money",    "measure", "percent",    "range",    "phone",   "roman",
                                       "document", "acronym", "electronic", "score",    "address", "sign"};
static_assert(std::size(kNames) == kFormKinds);
}  // namespace

std::string_view name(FormKind kind) noexcept { return kNames[static_cast<std::size_t>(kind)]; }

Result<FormKinds> parse_form_kinds(std::string_view names) {
  FormKinds kinds = 0;
  while (true) {
    const std::size_t comma = std::min(names.find(','), names.size());
    const std::string_view one = names.substr(0, comma);
    const auto* found = std::find(std::begin(kNames), std::end(kNames), one);
    if (one == "all")
      kinds |= kAllFormKinds;
    else if (found == std::end(kNames))
      return Error{Errc::invalid_argument, "no kind of form is called \"" + std::string(one) + "\"", "kinds"};
    else
      kinds |= FormKinds{1} << (found - std::begin(kNames));
    if (comma == names.size()) return kinds;
    names.remove_prefix(comma + 1);
  }
}

std::string apply_edits(std::string_view line, const std::vector<FormEdit>& edits) { return edited(line, edits); }

void append_json(std::string& out, std::string_view line, const std::vector<FormEdit>& edits,
                 const std::function<std::size_t(std::size_t)>& offset) {
  json::ObjectWriter writer(out);
  writer.begin_text("text");
  std::size_t done = 0;
  for (const FormEdit& edit : edits) {
    writer.add_text(line.substr(done, edit.span.begin - done));
    writer.add_text(edit.replacement);
    done = edit.span.end;
  }
  writer.add_text(line.substr(done));
  writer.end_text();
  writer.begin_array("edits");
  for (const FormEdit& edit : edits) {
    const auto [begin, end] = edit.span;
    const std::size_t first = offset ? offset(begin) : begin;
    const std::size_t behind = offset ? offset(end) : end;
    writer.add_element({{"begin", first},
                        {"end", behind},
                        {"kind", name(edit.kind)},
                        {"from", line.substr(begin, end - begin)},
                        {"to", edit.replacement}});
  }
  writer.end_array();
  writer.end();
}
}  // namespace dau::text
