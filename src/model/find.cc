// SPDX-License-Identifier: Apache-2.0
// find.cc — looks for model files beside the code that looks, and where it was built.
#include "dau/model/find.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "model/paths.h"

namespace dau::model {
namespace {
namespace fs = std::filesystem;

// The folder of the file that holds this function. The kernel's list of mappings, unlike dladdr(), gives the whole path
// of a program that was started and of a library that was loaded by a relative one.
fs::path own_folder() {
  const auto self = reinterpret_cast<std::uintptr_t>(&own_folder);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {  // "begin-end perms offset device inode   path"
    std::istringstream fields(line);
    std::uintptr_t begin = 0, end = 0;
    char dash = 0;
    std::string permissions, offset, device, inode, path;
    fields >> std::hex >> begin >> dash >> end >> permissions >> offset >> device >> inode >> std::ws;
    if (!fields || self < begin || self >= end) continue;
    std::getline(fields, path);
    return fs::path(path).parent_path();
  }
  return {};
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

std::vector<std::string> folders() {
  std::vector<std::string> folders;
  const auto add = [&](const fs::path& folder) {
    std::string path = folder.lexically_normal().string();
    if (!path.empty() && std::ranges::find(folders, path) == folders.end()) folders.push_back(std::move(path));
  };
  static const fs::path own = own_folder();
  if (!own.empty())
    for (const char* beside : {"models", "../models", "../share/dau/models", "../../share/dau/models"})
      add(own / beside);
  add(DAU_INSTALLED_MODELS);
  add(DAU_SOURCE_MODELS);
  return folders;
}

std::vector<std::string> installed() {
  std::vector<std::string> models;
  for (const std::string& folder : folders()) add_models(folder, models);
  return models;
}

Result<std::string> find(std::string_view name) {
  const std::vector<std::string> places = folders();
  for (const std::string& folder : places) {
    std::string path = fmt::format("{}/{}.dau", folder, name);
    std::error_code failed;
    if (fs::exists(path, failed)) return path;
  }
  return Error{Errc::not_found, fmt::format("no such model; looked in {}", fmt::join(places, ", ")),
               fmt::format("{}.dau", name)};
}
}  // namespace dau::model
