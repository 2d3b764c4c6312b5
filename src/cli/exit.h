// SPDX-License-Identifier: Apache-2.0
// exit.h — how a command that has done its work says that the answer is no: exit code 1, or another of its own.
#pragma once

namespace dau::cli {
inline int answered = 0;  // looked at by main alone, when the command has come back

inline void answer_no() { answered = 1; }
inline void answer_with(int code) { answered = code; }
}  // namespace dau::cli
