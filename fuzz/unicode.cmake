# SPDX-License-Identifier: Apache-2.0
dau_fuzzer(NAME utf8 SOURCES ${CMAKE_CURRENT_LIST_DIR}/utf8_fuzzer.cc DEPENDS unicode)
dau_fuzzer(NAME normalize SOURCES ${CMAKE_CURRENT_LIST_DIR}/normalize_fuzzer.cc DEPENDS unicode)
dau_fuzzer(NAME legacy SOURCES ${CMAKE_CURRENT_LIST_DIR}/legacy_fuzzer.cc DEPENDS unicode)
dau_fuzzer(NAME keys SOURCES ${CMAKE_CURRENT_LIST_DIR}/keys_fuzzer.cc DEPENDS unicode)
dau_fuzzer(NAME lookalikes SOURCES ${CMAKE_CURRENT_LIST_DIR}/lookalikes_fuzzer.cc DEPENDS unicode)
