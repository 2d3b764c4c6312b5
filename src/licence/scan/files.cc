// SPDX-License-Identifier: Apache-2.0
// files.cc — names, and open(2) with read(2).
#include "licence/scan/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace dau::licence {
namespace {
using namespace std::string_view_literals;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::ranges::find(words, word) != words.end();
}

std::string_view ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

bool is_licence_name(std::string_view name) {
  constexpr std::array kNames = {"license"sv, "licence"sv, "copying"sv, "unlicense"sv, "copyright"sv};
  constexpr std::array kEndings = {""sv, ".txt"sv, ".md"sv, ".rst"sv, ".lesser"sv, ".lib"sv};
  for (const std::string_view begin : kNames) {
    if (!name.starts_with(begin)) continue;
    const std::string_view rest = name.substr(begin.size());
    if (is_one_of(rest, kEndings)) return true;
    // LICENSE-MIT, LICENSE_APACHE.txt, but not licence_data.cc
    const std::string_view ending = ending_of(rest);
    if ((rest.starts_with('-') || rest.starts_with('_')) && (ending.empty() || ending == "txt" || ending == "md"))
      return true;
    // LICENSE.MIT, but not license.py or licence.cc
    if (rest.starts_with('.') && rest.size() >= 3 && rest.find_first_of("0123456789") != std::string_view::npos)
      return true;
    if (rest == ".mit"sv || rest == ".apache"sv || rest == ".bsd"sv) return true;
  }
  return false;
}

}  // namespace

FileKind kind_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string name = lower(slash == std::string_view::npos ? path : path.substr(slash + 1));
  if (path == "debian/copyright" || path.ends_with("/debian/copyright")) return FileKind::debian_copyright;
  if (name == "readme.md") return FileKind::card;
  if (name == "package.json") return FileKind::package_json;
  if (name == "pyproject.toml") return FileKind::pyproject;
  if (is_licence_name(name)) return FileKind::licence;
  const std::string_view ending = ending_of(name);
  if (ending == "gguf") return FileKind::gguf;
  if (ending == "safetensors") return FileKind::safetensors;
  if (ending == "onnx") return FileKind::onnx;
  if (ending == "dau") return FileKind::dau;
  constexpr std::array kWeights = {"pt"sv,   "pth"sv, "ckpt"sv, "tflite"sv, "ort"sv,
                                   "nemo"sv, "h5"sv,  "pb"sv,   "mlmodel"sv};
  if (is_one_of(ending, kWeights) || name == "pytorch_model.bin" || (name.starts_with("ggml-") && ending == "bin"))
    return FileKind::plain_weights;
  constexpr std::array kSources = {"c"sv,    "cc"sv,  "cpp"sv,   "cxx"sv,   "h"sv,   "hpp"sv, "inc"sv, "py"sv,
                                   "pyi"sv,  "sh"sv,  "js"sv,    "mjs"sv,   "ts"sv,  "tsx"sv, "jsx"sv, "java"sv,
                                   "kt"sv,   "go"sv,  "rs"sv,    "rb"sv,    "cs"sv,  "php"sv, "pl"sv,  "lua"sv,
                                   "r"sv,    "jl"sv,  "scala"sv, "swift"sv, "m"sv,   "sql"sv, "css"sv, "html"sv,
                                   "yaml"sv, "yml"sv, "toml"sv,  "cmake"sv, "tsv"sv, "txt"sv, "md"sv,  "in"sv};
  if (is_one_of(ending, kSources) || name == "makefile" || name == "dockerfile") return FileKind::source;
  return FileKind::other;
}

bool is_passed_over(std::string_view folder_name) {
  constexpr std::array kNames = {".git"sv, ".hg"sv, ".svn"sv, "__pycache__"sv, ".cache"sv, ".tox"sv, ".mypy_cache"sv};
  return is_one_of(folder_name, kNames);
}

bool is_made_by_machine(const std::vector<std::string>& files) {
  return std::ranges::any_of(files, [](const std::string& name) {
    return name == "CMakeCache.txt" || name == "CACHEDIR.TAG" || name == "pyvenv.cfg" || name == "build.ninja";
  });
}

Result<std::string> read_head(const std::string& path, std::uint64_t size) {
  const auto failure = [&](std::string_view action) {
    return Error{errno == ENOENT ? Errc::not_found : Errc::io,
                 std::string("cannot ").append(action).append(": ").append(std::generic_category().message(errno)),
                 path};
  };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return failure("open");
  std::string head(size, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const ssize_t count = ::read(descriptor, head.data() + filled, head.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const Error error = failure("read");
      ::close(descriptor);
      return error;
    }
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  ::close(descriptor);
  head.resize(filled);
  return head;
}
}  // namespace dau::licence
