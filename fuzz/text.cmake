# SPDX-License-Identifier: Apache-2.0
# All run on the tiny models that the tests build.
foreach(name restore restore_model)
  dau_fuzzer(NAME ${name} DEPENDS text model
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}_fuzzer.cc ${PROJECT_SOURCE_DIR}/tests/testing/tiny_model.cc)
  target_include_directories(${name}_fuzzer PRIVATE ${PROJECT_SOURCE_DIR}/tests)
endforeach()
foreach(name correct correct_model)
  dau_fuzzer(NAME ${name} DEPENDS text model
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}_fuzzer.cc ${PROJECT_SOURCE_DIR}/tests/testing/tiny_correct.cc
      ${PROJECT_SOURCE_DIR}/tests/testing/tiny_model.cc)
  target_include_directories(${name}_fuzzer PRIVATE ${PROJECT_SOURCE_DIR}/tests)
endforeach()
foreach(name segment segment_model)
  dau_fuzzer(NAME ${name} DEPENDS text model
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}_fuzzer.cc ${PROJECT_SOURCE_DIR}/tests/testing/tiny_segment_model.cc)
  target_include_directories(${name}_fuzzer PRIVATE ${PROJECT_SOURCE_DIR}/tests)
endforeach()
dau_fuzzer(NAME forms DEPENDS text SOURCES ${CMAKE_CURRENT_LIST_DIR}/forms_fuzzer.cc)
