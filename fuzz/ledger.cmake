# SPDX-License-Identifier: Apache-2.0
dau_fuzzer(NAME ledger SOURCES ledger_fuzzer.cc DEPENDS ledger)
