// SPDX-License-Identifier: Apache-2.0
// eval_files_fuzzer.cc — any bytes as a task, a set, the cases of a set and a result; the first byte says which. What
// is refused names the file; a result that is read is written and read again the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "dau/eval/contamination.h"
#include "dau/eval/export.h"
#include "dau/eval/files.h"
#include "dau/eval/matrix.h"
#include "dau/eval/result.h"

namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

void check_result(std::string_view text) {
  using namespace dau::eval;
  const auto result = read_result(text, "f");
  if (!result) return demand(!result.error().message.empty());
  const std::string json = to_json(*result);
  const auto again = read_result(json, "f");
  demand(again && to_json(*again) == json);
  if (const auto matrices = make_matrices(std::vector<RunResult>{*result})) {
    static_cast<void>(to_html(*matrices));
    static_cast<void>(to_markdown(*matrices));
    static_cast<void>(to_csv(*matrices));
  }
}

// What was read must be fit to be looked for in itself, and to be exported.
void use_cases(dau::eval::SetFile& set, const std::vector<dau::eval::Case>& cases) {
  using namespace dau::eval;
  auto search = Contamination::make(cases);
  for (const Case& one : cases) search->read(one.reference, "f");
  for (const CaseContamination& one : search->cases()) demand(one.found <= one.runs);
  set.redistribute = true;
  set.tasks = {"restoration"};
  demand(bool(export_dataset(set, "", cases)));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau::eval;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 8) {
    case 0:
      static_cast<void>(read_task(text, "f"));
      break;
    case 1:
      static_cast<void>(read_set(text, "f"));
      break;
    case 2:
      check_result(text);
      break;
    default: {
      SetFile set;
      set.id = "s";
      set.parts = {{"f", "", SetPart::Role::cases}};
      set.layout.format = static_cast<SetLayout::Format>(data[0] % 8 - 3);
      set.layout.reference = set.layout.format == SetLayout::Format::tsv ? "2" : "text";
      set.layout.make_input = SetLayout::MakeInput::strip;
      std::vector<std::string> contents = {std::string(text)};
      if (set.layout.format == SetLayout::Format::parallel) {
        set.parts.push_back({"g", "", SetPart::Role::cases});
        contents = {std::string(text.substr(0, text.size() / 2)), std::string(text.substr(text.size() / 2))};
      }
      const auto cases = read_cases(set, contents);
      demand(cases ? !cases->empty() : !cases.error().message.empty());
      if (cases) use_cases(set, *cases);
    }
  }
  return 0;
}
