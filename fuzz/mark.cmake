# SPDX-License-Identifier: Apache-2.0
foreach(name mark_asset mark_cbor mark_store)
  dau_fuzzer(NAME ${name} SOURCES ${CMAKE_CURRENT_LIST_DIR}/${name}_fuzzer.cc DEPENDS mark unicode base)
endforeach()
