// SPDX-License-Identifier: Apache-2.0
// signals.h — what is cleared away when a signal ends the program.
#pragma once

namespace dau::cli {
// From now on SIGINT, SIGTERM and SIGHUP remove the temporaries of unfinished output files before they end the process,
// which then still ends by that signal, as a shell wants to see it. One that is ignored stays ignored (nohup).
void clean_up_on_signals();
}  // namespace dau::cli
