# SPDX-License-Identifier: Apache-2.0
dau_fuzzer(NAME score SOURCES score_fuzzer.cc DEPENDS eval)
dau_fuzzer(NAME eval_files SOURCES eval_files_fuzzer.cc DEPENDS eval)
