# SPDX-License-Identifier: Apache-2.0
dau_fuzzer(NAME expression SOURCES expression_fuzzer.cc DEPENDS licence)
dau_fuzzer(NAME manifest SOURCES manifest_fuzzer.cc DEPENDS licence base LIBRARIES nlohmann_json::nlohmann_json)
dau_fuzzer(NAME licence_files SOURCES licence_files_fuzzer.cc DEPENDS licence base LIBRARIES nlohmann_json::nlohmann_json)
dau_fuzzer(NAME bom SOURCES bom_fuzzer.cc DEPENDS licence base LIBRARIES nlohmann_json::nlohmann_json)
