# SPDX-License-Identifier: Apache-2.0
dau_fuzzer(NAME container SOURCES ${CMAKE_CURRENT_LIST_DIR}/container_fuzzer.cc DEPENDS model)
