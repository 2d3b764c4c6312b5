// SPDX-License-Identifier: Apache-2.0
// write_samples FOLDER: the samples as files, for readers of others.
#include <fstream>
#include <iostream>

#include "mark/samples.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  for (const auto& one : dau::mark::testing::samples())
    std::ofstream(std::string(argv[1]) + "/" + one.name, std::ios::binary) << one.bytes;
  return 0;
}
