// SPDX-License-Identifier: Apache-2.0
// licence.cc — from a path to a graph: manifests are read, everything else is scanned.
#include "cli/licence.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <system_error>

#include "base/yaml.h"
#include "cli/content.h"
#include "dau/licence/bom.h"
#include "dau/licence/manifest.h"
#include "dau/licence/scan.h"

namespace dau::cli {
Option language_option() { return {"lang", "vi|en", "language of the answer", "vi"}; }

licence::Language language_of(const Args& args) {
  return args.text("lang") == "en" ? licence::Language::en : licence::Language::vi;
}

std::string today() {
  using namespace std::chrono;
  const year_month_day day{floor<days>(system_clock::now() + hours(7))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

Result<licence::Graph> read_graph(const std::string& path, const licence::Catalogue& catalogue, bool hash_models) {
  licence::ScanOptions options;
  options.hash_models = hash_models;
  std::error_code failed;
  if (path != "-") {
    const bool folder = std::filesystem::is_directory(path, failed);
    const auto size = folder ? 0 : std::filesystem::file_size(path, failed);
    // A weight file is no manifest, and is not read to find that out.
    if (folder || (!failed && size > yaml::kMaxBytes)) return licence::scan(path, catalogue, options);
  }
  DAU_TRY(const Content content, read_content(path, yaml::kMaxBytes));
  if (licence::is_bom(content.bytes)) return licence::read_bom(content.bytes, content.name, catalogue);
  if (path == "-" || licence::is_manifest(content.bytes))
    return licence::read_manifest(content.bytes, content.name, catalogue);
  return licence::scan(path, catalogue, options);
}
}  // namespace dau::cli
