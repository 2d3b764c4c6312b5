// SPDX-License-Identifier: Apache-2.0
// api.h — marks what the shared library exports; everything else in it is hidden.
#pragma once

#define DAU_API __attribute__((visibility("default")))
