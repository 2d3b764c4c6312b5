// SPDX-License-Identifier: Apache-2.0
// process.cc — fork, exec, two pipes and wait4.
#include "cli/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace dau::cli {
namespace {
Error os_error(std::string_view action, const std::string& name, int code) {
  return {code == ENOENT ? Errc::not_found : Errc::io,
          fmt::format("cannot {}: {}", action, std::generic_category().message(code)), name};
}

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return descriptor_; }
  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_;
};

// Writes and reads by turns, whichever the program is ready for. Errors: corrupt: more than `max_output` came.
Result<void> exchange(Descriptor& in, const Descriptor& out, std::string_view input, std::uint64_t max_output,
                      const OnOutput& on_output, std::string& output) {
  std::array<char, 65536> buffer;
  if (input.empty()) in.close();
  while (true) {
    std::array<pollfd, 2> ready = {{{out.get(), POLLIN, 0}, {in.get(), POLLOUT, 0}}};
    if (::poll(ready.data(), in.get() < 0 ? 1 : 2, -1) < 0) {
      if (errno == EINTR) continue;
      return {};
    }
    if (in.get() >= 0 && ready[1].revents != 0) {
      const ssize_t count = ::write(in.get(), input.data(), std::min<std::size_t>(input.size(), 65536));
      if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
      // A program that reads no more may still answer.
      if (input.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) in.close();
    }
    if (ready[0].revents == 0) continue;
    const ssize_t count = ::read(out.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return {};
    output.append(buffer.data(), static_cast<std::size_t>(count));
    if (output.size() > max_output)
      return Error{Errc::corrupt, fmt::format("more than {} bytes came out", max_output), {}};
    if (on_output) DAU_CHECK(on_output({buffer.data(), static_cast<std::size_t>(count)}));
  }
}
}  // namespace

Result<ProcessOutcome> run_process(const std::vector<std::string>& arguments, std::string_view input,
                                   std::uint64_t max_output, const OnOutput& on_output) {
  int to[2], from[2];
  if (::pipe2(to, O_CLOEXEC) != 0) return os_error("make a pipe", arguments.front(), errno);
  Descriptor read_end(to[0]), in(to[1]);
  if (::pipe2(from, O_CLOEXEC) != 0) return os_error("make a pipe", arguments.front(), errno);
  Descriptor out(from[0]), write_end(from[1]);
  ::fcntl(in.get(), F_SETFL, O_NONBLOCK);

  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, read_end.get(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, write_end.get(), STDOUT_FILENO);
  const auto begin = std::chrono::steady_clock::now();
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return os_error("run", arguments.front(), failed);
  read_end.close();
  write_end.close();

  ProcessOutcome outcome;
  const Result<void> exchanged = exchange(in, out, input, max_output, on_output, outcome.output);
  in.close();
  out.close();
  if (!exchanged) ::kill(child, SIGKILL);
  int status = 0;
  rusage usage{};
  while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  outcome.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (!exchanged) {
    Error error = exchanged.error();
    if (error.at.empty()) error.at = arguments.front();
    return error;
  }
  return outcome;
}
}  // namespace dau::cli
