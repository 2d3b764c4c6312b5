# SPDX-License-Identifier: Apache-2.0
# dau_module(NAME text DEPENDS unicode nn model LIBRARIES fmt::fmt SOURCES restore.cc HEADERS dau/text/restore.h)
#
# One static library dau::<name>. HEADERS are public, relative to include/; everything else stays in src/<name>/.

add_library(dau_flags INTERFACE)
target_compile_features(dau_flags INTERFACE cxx_std_20)
# No contraction of a*b+c: the same input gives the same bytes on every machine.
target_compile_options(dau_flags INTERFACE -ffp-contract=off)
add_library(dau_warnings INTERFACE)
target_compile_options(dau_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${DAU_WERROR}>:-Werror>
  # False positives inside std::string and, at -O3, inside std::vector.
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict;-Wno-stringop-overflow>")
if(DAU_SANITIZE)
  add_compile_options(-fsanitize=${DAU_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DAU_SANITIZE})
endif()
if(DAU_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_CXX_EXTENSIONS OFF)

function(dau_module)
  cmake_parse_arguments(M "" "NAME" "DEPENDS;LIBRARIES;SOURCES;HEADERS" ${ARGN})
  set(target dau_${M_NAME})
  add_library(${target} STATIC ${M_SOURCES})
  add_library(dau::${M_NAME} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${M_NAME} OUTPUT_NAME dau_${M_NAME}
    VERIFY_INTERFACE_HEADER_SETS ON DAU_LIBRARIES "${M_LIBRARIES}")
  list(TRANSFORM M_HEADERS PREPEND ${PROJECT_SOURCE_DIR}/include/)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${M_HEADERS})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:dau_flags> $<BUILD_INTERFACE:dau_warnings> ${M_LIBRARIES})
  foreach(dependency IN LISTS M_DEPENDS)
    target_link_libraries(${target} PUBLIC dau_${dependency})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY DAU_MODULES ${target})
endfunction()

# dau_test(NAME unicode_utf8 SOURCES utf8_test.cc DEPENDS unicode): one GoogleTest program, its cases listed in CTest.
function(dau_test)
  cmake_parse_arguments(T "" "NAME" "DEPENDS;LIBRARIES;SOURCES;LABELS" ${ARGN})
  add_executable(${T_NAME}_test ${T_SOURCES})
  target_include_directories(${T_NAME}_test PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${T_NAME}_test PRIVATE DAU_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  list(TRANSFORM T_DEPENDS PREPEND dau_)
  target_link_libraries(${T_NAME}_test PRIVATE dau_flags dau_warnings ${T_DEPENDS} ${T_LIBRARIES} GTest::gtest_main)
  gtest_discover_tests(${T_NAME}_test TEST_PREFIX ${T_NAME}. PROPERTIES LABELS "${T_LABELS}" DISCOVERY_TIMEOUT 60)
endfunction()

# dau_fuzzer(NAME utf8 SOURCES utf8_fuzzer.cc DEPENDS unicode): a libFuzzer target; seeds live in fuzz/seeds/<name>/.
function(dau_fuzzer)
  cmake_parse_arguments(F "" "NAME" "DEPENDS;LIBRARIES;SOURCES" ${ARGN})
  add_executable(${F_NAME}_fuzzer ${F_SOURCES})
  target_include_directories(${F_NAME}_fuzzer PRIVATE ${PROJECT_SOURCE_DIR}/src)
  list(TRANSFORM F_DEPENDS PREPEND dau_)
  target_link_libraries(${F_NAME}_fuzzer PRIVATE dau_flags dau_warnings ${F_DEPENDS} ${F_LIBRARIES})
  target_link_options(${F_NAME}_fuzzer PRIVATE -fsanitize=fuzzer)
  set_property(GLOBAL APPEND PROPERTY DAU_FUZZERS ${F_NAME}_fuzzer)
endfunction()
