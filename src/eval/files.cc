// SPDX-License-Identifier: Apache-2.0
// files.cc — task and set files read strictly: a member that nobody knows is an error, and so is one that is missing.
#include "dau/eval/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/fields.h"
#include "base/yaml.h"
#include "dau/eval/task_metrics.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Woverlength-strings"
#endif

namespace dau::eval {
namespace {
using namespace std::string_view_literals;
constexpr std::array kBaselines = {"leave-as-is"sv, "majority"sv, "none"sv};
constexpr std::array kFormats = {"lines"sv, "tsv"sv, "jsonl"sv, "parallel"sv, "squad"sv};
constexpr std::array kRoles = {"cases"sv, "relevant"sv, "corpus"sv};
constexpr std::array kMakers = {"none"sv, "strip"sv, "split"sv};

struct Text {
  std::string_view name;
  std::string_view yaml;
};
constexpr Text kTasks[] = {
#include "eval/tasks.inc"
};
constexpr Text kSets[] = {
#include "eval/sets.inc"
};

Bilingual bilingual(Fields& fields, std::string_view name) {
  const json::Value* value = fields.object(name);
  if (value == nullptr) {
    fields.fail(fmt::format("member \"{}\" is missing", name));
    return {};
  }
  Fields inner(*value, fields.where());
  Bilingual words{inner.text("vi"), inner.text("en")};
  if (const auto done = inner.done(); !done) fields.fail(fmt::format("member \"{}\": {}", name, done.error().message));
  return words;
}

void read_prompt(Fields& fields, TaskFile& task) {
  const json::Value* prompt = fields.object("prompt");
  if (prompt == nullptr) return;
  Fields inner(*prompt, fields.where());
  task.system_prompt = inner.optional_text("system");
  task.user_prompt = inner.text("user");
  if (task.user_prompt.find("{input}") == std::string::npos) inner.fail("member \"user\" has no {input}");
  if (const auto done = inner.done(); !done) fields.fail("member \"prompt\": " + done.error().message);
}

void read_layout(Fields& fields, SetLayout& layout) {
  const json::Value* value = fields.object("layout");
  if (value == nullptr) return fields.fail("member \"layout\" is missing");
  Fields inner(*value, fields.where());
  const std::string format = inner.word("format", kFormats);
  layout.format = static_cast<SetLayout::Format>(std::ranges::find(kFormats, format) - kFormats.begin());
  layout.id = inner.optional_text("id");
  layout.input = inner.optional_text("input");
  layout.reference = inner.optional_text("reference");
  layout.register_name = inner.optional_text("register");
  layout.dialect = inner.optional_text("dialect");
  layout.kind = inner.optional_text("kind");
  layout.source = inner.optional_text("source");
  layout.context = inner.optional_text("context");
  layout.choices = inner.optional_text("choices");
  if (inner.has("make_input")) {
    const std::string maker = inner.word("make_input", kMakers);
    layout.make_input = static_cast<SetLayout::MakeInput>(std::ranges::find(kMakers, maker) - kMakers.begin());
  }
  if (const auto done = inner.done(); !done) fields.fail("member \"layout\": " + done.error().message);
}

// One file, or a list of them.
void read_parts(Fields& fields, SetFile& set) {
  if (!fields.has("files")) {
    set.parts.push_back({fields.text("file"), fields.optional_text("sha256"), SetPart::Role::cases});
    return;
  }
  for (const json::Value* one : fields.objects("files")) {
    Fields inner(*one, fields.where());
    SetPart part{inner.text("file"), inner.optional_text("sha256"), SetPart::Role::cases};
    if (inner.has("role"))
      part.role = static_cast<SetPart::Role>(std::ranges::find(kRoles, inner.word("role", kRoles)) - kRoles.begin());
    set.parts.push_back(std::move(part));
    if (const auto done = inner.done(); !done) fields.fail("member \"files\": " + done.error().message);
  }
  if (set.parts.empty()) fields.fail("member \"files\" is empty");
}

// What the format of a set needs.
void check_layout(Fields& fields, const SetFile& set) {
  using Format = SetLayout::Format;
  const Format format = set.layout.format;
  const bool judged = std::ranges::find(set.parts, SetPart::Role::relevant, &SetPart::role) != set.parts.end();
  if ((format == Format::tsv || format == Format::jsonl) && set.layout.reference.empty() && !judged)
    fields.fail("member \"layout\": member \"reference\" is missing");
  if (format == Format::parallel && set.parts.size() != 2) fields.fail("parallel needs two files: inputs, references");
  if (format == Format::squad && set.parts.size() != 1) fields.fail("squad needs one file");
}

template <class File, class Read>
Result<std::vector<File>> read_all(std::span<const Text> texts, Read read) {
  std::vector<File> files;
  for (const Text& text : texts) {
    DAU_TRY(File file, read(text.yaml, std::string(text.name)));
    if (std::ranges::find(files, file.id, &File::id) != files.end())
      return Error{Errc::corrupt, fmt::format("the id \"{}\" is there twice", file.id), std::string(text.name)};
    files.push_back(std::move(file));
  }
  return files;
}
}  // namespace

Result<TaskFile> read_task(std::string_view yaml, const std::string& name) {
  DAU_TRY(const json::Value value, yaml::parse(yaml, name));
  Fields fields(value, name);
  TaskFile task;
  task.id = fields.text("id");
  task.name = bilingual(fields, "name");
  task.scorer = fields.text("scorer");
  task.builtin = fields.texts("builtin");
  task.baseline = fields.word("baseline", kBaselines);
  task.input = fields.text("input");
  task.output = fields.text("output");
  read_prompt(fields, task);
  if (const json::Value* schema = fields.object("schema")) task.schema = json::dump(*schema);
  task.answer_member = fields.optional_text("answer");
  task.labels = fields.texts("labels");
  if (find_scorer(task.scorer) == nullptr) fields.fail(fmt::format("no scorer \"{}\"", task.scorer));
  if (task.schema.empty() != task.answer_member.empty()) fields.fail("members \"schema\" and \"answer\" go together");
  DAU_CHECK(fields.done());
  return task;
}

Result<SetFile> read_set(std::string_view yaml, const std::string& name) {
  DAU_TRY(const json::Value value, yaml::parse(yaml, name));
  Fields fields(value, name);
  SetFile set;
  set.id = fields.text("id");
  set.name = bilingual(fields, "name");
  set.tasks = fields.texts("tasks");
  read_parts(fields, set);
  read_layout(fields, set.layout);
  set.register_name = fields.optional_text("register");
  set.dialect = fields.optional_text("dialect");
  set.cases = fields.optional_number("cases");
  set.licence = fields.text("licence");
  set.source = fields.text("source");
  set.attribution = fields.optional_text("attribution");
  set.made = fields.text("made");
  set.notes = fields.optional_text("notes");
  set.redistribute = fields.yes_or_no("redistribute");
  set.terms = fields.optional_text("terms");
  check_layout(fields, set);
  if (set.tasks.empty()) fields.fail("member \"tasks\" is missing");
  for (const SetPart& part : set.parts)
    if (part.file.find("..") != std::string::npos || part.file.starts_with('/'))
      fields.fail("member \"file\" leads out of the data folder");
  DAU_CHECK(fields.done());
  return set;
}

Result<std::span<const TaskFile>> builtin_tasks() {
  static const Result<std::vector<TaskFile>> kAll = read_all<TaskFile>(kTasks, read_task);
  if (!kAll) return kAll.error();
  return std::span<const TaskFile>(*kAll);
}

Result<std::span<const SetFile>> builtin_sets() {
  static const Result<std::vector<SetFile>> kAll = read_all<SetFile>(kSets, read_set);
  if (!kAll) return kAll.error();
  return std::span<const SetFile>(*kAll);
}
}  // namespace dau::eval
