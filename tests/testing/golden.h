// SPDX-License-Identifier: Apache-2.0
// golden.h — where tests find their inputs: golden rows of tests/data, the released models, the shared data.
#pragma once
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dau::testing {
// A row "id <tab> input <tab> expected [<tab> more…]". A backslash begins \t \n \r \\ or \xHH.
struct Case {
  std::string id;
  std::string input;
  std::string expected;
  std::vector<std::string> more;
};

inline std::string unescape(std::string_view field) {
  std::string out;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\' || i + 1 == field.size()) {
      out += field[i];
      continue;
    }
    const char kind = field[++i];
    if (kind == 'x') {
      out += static_cast<char>(std::stoi(std::string(field.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += kind == 't' ? '\t' : kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind;
    }
  }
  return out;
}

inline Case parse_case(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    fields.push_back(unescape(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  fields.resize(std::max<std::size_t>(fields.size(), 3));
  return {fields[0], fields[1], fields[2], {fields.begin() + 3, fields.end()}};
}

// The rows of tests/data/<name>; empty lines and lines that begin with # are left out. Throws when it cannot be read.
inline std::vector<Case> read_tsv(const std::string& name) {
  std::ifstream file(std::string(DAU_SOURCE_DIR "/tests/data/") + name);
  if (!file) throw std::runtime_error("cannot open tests/data/" + name);
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && line.front() != '#') cases.push_back(parse_case(line));
  return cases;
}

// The path of a model: in the folder that DAU_MODELS names, else in models/. Whether it is there is for the test to
// ask.
inline std::string model_path(const std::string& name) {
  const char* folder = std::getenv("DAU_MODELS");
  return (std::filesystem::path(folder != nullptr ? folder : DAU_SOURCE_DIR "/models") / name).string();
}

// The path of a shared data file: below DAU_DATA, else below ../shared/data beside the repository; nothing when absent.
inline std::optional<std::string> data_path(const std::string& name) {
  const char* folder = std::getenv("DAU_DATA");
  const auto path = std::filesystem::path(folder != nullptr ? folder : DAU_SOURCE_DIR "/../shared/data") / name;
  if (!std::filesystem::exists(path)) return std::nullopt;
  return path.lexically_normal().string();
}
}  // namespace dau::testing
