// SPDX-License-Identifier: Apache-2.0
// kernels_avx2.cc — 32 bytes at a time.
#include "unicode/kernels.h"
const dau::unicode::Kernels* dau::unicode::avx2_kernels() { return nullptr; }
