# SPDX-License-Identifier: Apache-2.0
dau_fuzzer(NAME score SOURCES score_fuzzer.cc DEPENDS eval)
