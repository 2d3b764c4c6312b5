// SPDX-License-Identifier: Apache-2.0
// eval_add.cc — dau eval add: a user's own copy of a set's file, after its licence has been shown and accepted.
#include <fmt/format.h>

#include <filesystem>

#include "base/bytes.h"
#include "base/file.h"
#include "base/hash.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/eval_data.h"
#include "cli/output.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Puts your copy of a set's file where dau eval run looks for it, once its\n"
    "licence and terms, which are shown, are accepted.";

constexpr std::string_view kExamples = R"(  $ dau eval add business_55 my-copy.txt | head -n 2
  business_55: Business sentences
    licence: CC0-1.0
)";

std::vector<Option> options() { return {{"accept", "", "I have read the licence and the terms"}}; }

std::string terms_of(const eval::SetFile& set) {
  std::string out = fmt::format("{}: {}\n  licence: {}\n  source: {}\n", set.id, set.name.en, set.licence, set.source);
  if (!set.attribution.empty()) out += fmt::format("  attribution: {}\n", set.attribution);
  out += fmt::format("  may be redistributed: {}\n", set.redistribute ? "yes" : "no");
  if (!set.terms.empty()) out += fmt::format("  terms: {}\n", set.terms);
  return out;
}

// The part of the set that the file is: by its hash, else the only one, which has none.
Result<const eval::SetPart*> part_of(const eval::SetFile& set, const Content& content) {
  const std::string found = sha256_hex(as_bytes(content.bytes));
  for (const eval::SetPart& part : set.parts)
    if (part.sha256 == found) return &part;
  if (set.parts.size() == 1 && set.parts.front().sha256.empty()) return &set.parts.front();
  return Error{Errc::corrupt, fmt::format("no file of set {}: its SHA-256 is {}", set.id, found), content.name};
}

Result<void> run(const Args& args) {
  if (args.operands().size() != 2)
    return with_hint({Errc::invalid_argument, "expects a set and a file", "eval add"}, "dau eval add --help");
  DAU_TRY(const eval::SetFile set, find_set(args.operands()[0]));
  DAU_CHECK(print(terms_of(set)));
  if (!args.flag("accept")) return print("  nothing was done: --accept says that you agree\n");
  DAU_TRY(const Content content, read_content(args.operands()[1], eval::kMaxSetBytes));
  DAU_TRY(const eval::SetPart* part, part_of(set, content));
  const std::string path = user_store() + "/" + part->file;
  std::error_code failed;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), failed);
  if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), path};
  DAU_CHECK(write_file_atomically(path, as_bytes(content.bytes)));
  return print(fmt::format("  added: {}\n", path));
}
}  // namespace

extern const Command kEvalAdd;
constinit const Command kEvalAdd{
    "eval add", "add your own copy of a set's file", "SET FILE", kAbout, options, kExamples, run};
}  // namespace dau::cli
