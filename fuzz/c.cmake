# SPDX-License-Identifier: Apache-2.0
dau_fuzzer(NAME c_interface DEPENDS c model base LIBRARIES nlohmann_json::nlohmann_json
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/c_interface_fuzzer.cc ${PROJECT_SOURCE_DIR}/tests/testing/tiny_model.cc)
target_include_directories(c_interface_fuzzer PRIVATE ${PROJECT_SOURCE_DIR}/tests)
