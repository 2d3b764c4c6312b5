// SPDX-License-Identifier: Apache-2.0
// signals.cc — a handler that calls nothing but what POSIX allows in one.
#include "cli/signals.h"

#include <atomic>
#include <csignal>

#include "base/file.h"

namespace dau::cli {
namespace {
std::atomic_flag ending = ATOMIC_FLAG_INIT;

extern "C" void end_by(int signal) {
  // A second signal, in another thread, must not end the process before the first has cleared up.
  if (ending.test_and_set()) return;
  remove_temporaries();
  std::signal(signal, SIG_DFL);
  ::raise(signal);  // held until this handler returns
}
}  // namespace

void clean_up_on_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action = {};
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action.sa_handler = end_by;
    action.sa_flags = SA_RESTART;
    ::sigfillset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
  }
}
}  // namespace dau::cli
