// SPDX-License-Identifier: Apache-2.0
// settings_fuzzer.cc — any settings file either gives each setting a value that its option takes, or is an error that
// names the file.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "cli/settings.h"

namespace {
void demand(bool condition) {
  if (!condition) std::abort();
}

// A folder of this process, gone with it, in which the settings are looked for.
class Home {
 public:
  Home() : folder_("/dev/shm/dau-settings-" + std::to_string(::getpid())) {
    if (!std::filesystem::is_directory("/dev/shm"))
      folder_ = std::filesystem::temp_directory_path() / folder_.filename();
    std::filesystem::create_directories(folder_ / "dau");
    ::setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
    for (const dau::cli::Option& option : dau::cli::settings()) ::unsetenv(dau::cli::variable_name(option).c_str());
  }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;
  ~Home() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void write(std::string_view text) const {
    std::ofstream(dau::cli::settings_path(), std::ios::binary | std::ios::trunc) << text;
  }

 private:
  std::filesystem::path folder_;
};
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Home home;
  home.write({reinterpret_cast<const char*>(data), size});
  const auto options = dau::cli::settings();
  const auto args = dau::cli::resolve(options, {});
  if (!args) {
    demand(args.error().code == dau::Errc::corrupt || args.error().code == dau::Errc::invalid_argument);
    demand(!args.error().message.empty() && args.error().at.starts_with(dau::cli::settings_path()));
    return 0;
  }
  for (const dau::cli::Option& option : options) {
    const dau::cli::Value& value = args->value(option.name);
    if (value.source == "default")
      demand(value.text == option.fallback);
    else
      demand(value.source == dau::cli::settings_path() && dau::cli::check(option, value.text, "again"));
  }
  return 0;
}
