# SPDX-License-Identifier: Apache-2.0
# On small models that are put together here.
foreach(name classify linear_model)
  dau_fuzzer(NAME ${name} DEPENDS text model SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}_fuzzer.cc)
  target_include_directories(${name}_fuzzer PRIVATE ${PROJECT_SOURCE_DIR}/tests)
endforeach()
