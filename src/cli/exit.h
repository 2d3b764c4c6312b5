// SPDX-License-Identifier: Apache-2.0
// exit.h — how a command that has done its work says that the answer is no: exit code 1.
#pragma once

namespace dau::cli {
inline bool answered_no = false;  // looked at by main alone, when the command has come back

inline void answer_no() { answered_no = true; }
}  // namespace dau::cli
