// SPDX-License-Identifier: Apache-2.0
// eval_data.cc — look-ups.
#include "cli/eval_data.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <filesystem>

#include "cli/build.h"
#include "cli/command.h"
#include "cli/content.h"

namespace dau::cli {
namespace {
namespace fs = std::filesystem;
constexpr std::uint64_t kMaxYaml = 1 << 20;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".yaml") || name.ends_with(".yml");
}

template <class Files>
Error unknown(std::string_view what, const std::string& name, const Files& files) {
  std::vector<std::string> near;
  for (const auto& file : files)
    if (file.id.find(name) != std::string::npos || name.find(file.id) != std::string::npos) near.push_back(file.id);
  return with_hint(
      {Errc::not_found, fmt::format("no {} of this name", what), name},
      near.empty() ? "dau eval list shows those that there are" : fmt::format("near it: {}", fmt::join(near, ", ")));
}
}  // namespace

Result<eval::TaskFile> find_task(const std::string& name) {
  if (is_path(name)) {
    DAU_TRY(const Content content, read_content(name, kMaxYaml));
    return eval::read_task(content.bytes, content.name);
  }
  DAU_TRY(const auto tasks, eval::builtin_tasks());
  for (const eval::TaskFile& task : tasks)
    if (task.id == name) return task;
  return unknown("task", name, tasks);
}

Result<eval::SetFile> find_set(const std::string& name) {
  if (is_path(name)) {
    DAU_TRY(const Content content, read_content(name, kMaxYaml));
    return eval::read_set(content.bytes, content.name);
  }
  DAU_TRY(const auto sets, eval::builtin_sets());
  for (const eval::SetFile& set : sets)
    if (set.id == name) return set;
  return unknown("set", name, sets);
}

std::string user_store() {
  if (const std::string data = environment("XDG_DATA_HOME"); !data.empty()) return data + "/dau/eval";
  return environment("HOME") + "/.local/share/dau/eval";
}

std::vector<std::string> data_folders() {
  std::vector<std::string> folders;
  if (const std::string own = environment("DAU_EVAL_DATA"); !own.empty()) folders.push_back(own);
  folders.push_back(user_store());
  if (const std::string data = environment("DAU_DATA"); !data.empty()) folders.push_back(data + "/eval");
  folders.push_back(std::string(DAU_SOURCE_FOLDER) + "/../shared/data/eval");
  folders.push_back(std::string(DAU_SOURCE_FOLDER) + "/data/eval");
  folders.push_back(std::string(DAU_DATA_FOLDER) + "/eval");
  return folders;
}

std::optional<std::string> find_data(const std::string& file) {
  for (const std::string& folder : data_folders()) {
    std::error_code failed;
    if (std::string path = folder + "/" + file; fs::is_regular_file(path, failed)) return path;
  }
  return std::nullopt;
}

Result<LoadedSet> load_set(const eval::SetFile& set) {
  std::vector<std::string> contents;
  LoadedSet loaded;
  for (const eval::SetPart& part : set.parts) {
    const auto path = find_data(part.file);
    if (!path)
      return with_hint({Errc::not_found, fmt::format("the file of set {} is not here", set.id), part.file},
                       fmt::format("dau eval add {} FILE adds your copy; it is from {}", set.id, set.source));
    DAU_TRY(Content content, read_content(*path, eval::kMaxSetBytes));
    contents.push_back(std::move(content.bytes));
    if (part.role == eval::SetPart::Role::corpus) loaded.corpus = *path;
  }
  DAU_TRY(loaded.cases, eval::read_cases(set, contents));
  loaded.digest = eval::digest_of(set, contents);
  return loaded;
}
}  // namespace dau::cli
