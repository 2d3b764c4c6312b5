// SPDX-License-Identifier: Apache-2.0
// models.cc — looks for model files beside the program and where it was built.
#include "cli/models.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "cli/build.h"
#include "cli/command.h"

namespace dau::cli {
namespace {
namespace fs = std::filesystem;

fs::path program_folder() {
  std::error_code failed;
  return fs::read_symlink("/proc/self/exe", failed).parent_path();
}

void add_models(const fs::path& folder, std::vector<std::string>& models) {
  std::vector<std::string> found;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    if (entry.path().extension() == ".dau") found.push_back(entry.path().string());
  std::ranges::sort(found);
  const auto name = [](const std::string& path) { return fs::path(path).filename(); };
  for (const std::string& path : found)
    if (std::ranges::find(models, name(path), name) == models.end()) models.push_back(path);
}
}  // namespace

std::vector<std::string> model_folders() {
  std::vector<std::string> folders;
  const fs::path program = program_folder();
  const auto add = [&](const fs::path& folder) {
    std::string path = folder.lexically_normal().string();
    if (std::ranges::find(folders, path) == folders.end()) folders.push_back(std::move(path));
  };
  if (!program.empty()) {
    add(program / "../models");
    add(program / "../share/dau/models");
  }
  add(DAU_INSTALLED_MODELS);
  add(DAU_SOURCE_MODELS);
  return folders;
}

std::vector<std::string> installed_models() {
  std::vector<std::string> models;
  for (const std::string& folder : model_folders()) add_models(folder, models);
  return models;
}

Result<std::string> find_model(const std::string& name, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  for (const std::string& folder : model_folders()) {
    const std::string path = fmt::format("{}/{}.dau", folder, name);
    std::error_code failed;
    if (fs::exists(path, failed)) return path;
  }
  return with_hint({Errc::not_found, "no such model", name + ".dau"},
                   fmt::format("not in {}; name one with --model or DAU_MODEL", fmt::join(model_folders(), ", ")));
}
}  // namespace dau::cli
