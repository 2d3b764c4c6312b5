// SPDX-License-Identifier: Apache-2.0
// settings.h — the options that may also come from the environment and from the settings file.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cli/args.h"
#include "cli/option.h"

namespace dau::cli {
// All of them: what `dau config` shows.
std::vector<Option> settings();

// The one of this name, which must be in the list.
Option setting(std::string_view name);

// ${XDG_CONFIG_HOME:-~/.config}/dau/config.json: one JSON object, its keys those of settings(). A relative
// XDG_CONFIG_HOME counts as unset, as the XDG Base Directory Specification wants it. Empty without a home.
std::string settings_path();

// Settles every option: flag, DAU_* variable, settings file, default, in this order. An empty variable counts as unset,
// and so does an empty text in the file. Errors: invalid_argument (a value that its option does not take; a key that is
// no setting; a number for a text or the other way round); those of the file, a key that is there twice among them.
Result<Args> resolve(const std::vector<Option>& options, const CommandLine& line);
}  // namespace dau::cli
