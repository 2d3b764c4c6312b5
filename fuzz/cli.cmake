# SPDX-License-Identifier: Apache-2.0
# The program is no library: its sources are compiled in.
set(cli ${PROJECT_SOURCE_DIR}/src/cli)
dau_fuzzer(NAME jsonl DEPENDS base LIBRARIES fmt::fmt nlohmann_json::nlohmann_json
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/jsonl_fuzzer.cc ${cli}/jsonl.cc)
dau_fuzzer(NAME settings DEPENDS text base LIBRARIES fmt::fmt nlohmann_json::nlohmann_json
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/settings_fuzzer.cc ${cli}/args.cc ${cli}/option.cc ${cli}/settings.cc)
