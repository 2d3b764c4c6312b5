// SPDX-License-Identifier: Apache-2.0
// container_tool.cc — writes the sample model, or prints what a model file holds; for python_container_test.py.
#include <cstdio>
#include <string_view>

#include "sample_contents.h"

namespace dau::model {
namespace {
int fail(const Error& error) {
  std::fprintf(stderr, "%s: %s\n", error.at.c_str(), error.message.c_str());
  return 1;
}

// The kind, then the sections with their bytes, as they are.
int show(const char* path) {
  const auto container = Container::open(path);
  if (!container) return fail(container.error());
  std::printf("%.*s\n", static_cast<int>(container->kind().size()), container->kind().data());
  for (const Section& section : container->sections()) {
    const auto bytes = *container->section(section.name);
    std::printf("%s %zu\n", section.name.c_str(), bytes.size());
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  }
  return 0;
}

int write_sample(const char* path) {
  const auto written = write(sample_contents(), path);
  return written ? 0 : fail(written.error());
}
}  // namespace
}  // namespace dau::model

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "show") return dau::model::show(argv[2]);
  if (argc == 3 && std::string_view(argv[1]) == "write") return dau::model::write_sample(argv[2]);
  return 2;
}
