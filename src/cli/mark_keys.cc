// SPDX-License-Identifier: Apache-2.0
// mark_keys.cc — dau mark keys: an authority of one's own, for tests and for small firms.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/bytes.h"
#include "base/certificate.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Makes a root certificate and, below it, a key and certificate that sign marks.\n"
    "Who is to trust your marks gets roots.pem from you.";

constexpr std::string_view kExamples = R"(  $ dau mark keys -o keys | head -n 1; ls keys
  keys/leaf.key and keys/chain.pem sign; keys/roots.pem is for who verifies
  chain.pem
  leaf.key
  root.key
  roots.pem
)";

std::vector<Option> options() {
  return {{"output", "FOLDER", "where the files go"},
          {"organization", "NAME", "who signs", "Dấu test"},
          {"name", "NAME", "of the signer", "AI mark signer"},
          {"algorithm", "es256|es384|eddsa|ps256", "of the keys", "es256"},
          {"days", "N", "of the signer's certificate", "366", Range{1, 3650, true}}};
}

KeyKind kind_of(const std::string& algorithm) {
  if (algorithm == "es384") return KeyKind::p384;
  if (algorithm == "eddsa") return KeyKind::ed25519;
  return algorithm == "ps256" ? KeyKind::rsa : KeyKind::p256;
}

// A file that is not there yet, and that, of keys, none but its owner may read.
Result<void> write_new(const std::string& path, const std::string& text, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return Error{Errc::io, std::error_code(errno, std::generic_category()).message(), path};
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t now = ::write(file, text.data() + done, text.size() - done);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) break;
    done += static_cast<std::size_t>(now);
  }
  const bool kept = done == text.size() && ::fsync(file) == 0;
  ::close(file);
  return kept ? Result<void>() : Result<void>(Error{Errc::io, "cannot be written", path});
}

Result<void> run(const Args& args) {
  const std::string& folder = args.text("output");
  if (folder.empty() || !args.operands().empty())
    return with_hint({Errc::invalid_argument, "expects a folder, -o FOLDER", "mark keys"}, "dau mark keys --help");
  for (const char* name : {"leaf.key", "chain.pem", "root.key", "roots.pem"}) {
    std::error_code failed;
    if (std::filesystem::exists(folder + "/" + name, failed))
      return Error{Errc::invalid_argument, "is there already: keys are never written over", folder + "/" + name};
  }
  DAU_TRY(const Authority made,
          make_authority(kind_of(args.text("algorithm")),
                         {args.text("organization"), args.text("name"), 3650, args.integer("days")}, seconds_now()));
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{Errc::io, failed.message(), folder};
  DAU_CHECK(write_new(folder + "/root.key", made.root_key, 0600));
  DAU_CHECK(write_new(folder + "/roots.pem", made.root, 0644));
  DAU_CHECK(write_new(folder + "/leaf.key", made.leaf_key, 0600));
  DAU_CHECK(write_new(folder + "/chain.pem", made.leaf, 0644));
  return print(
      fmt::format("{0}/leaf.key and {0}/chain.pem sign; {0}/roots.pem is for who verifies\n"
                  "{0}/root.key makes further signers: keep it off this machine\n"
                  "On the official trust list of C2PA such a root is not. That takes a certificate of an\n"
                  "authority on the list, for a product that has passed the conformance programme: policy\n"
                  "1.3.6.1.4.1.62558.1.1, assurance level, record id, OCSP, 366 days at most (level 1).\n",
                  folder));
}
}  // namespace

extern const Command kMarkKeys;
constinit const Command kMarkKeys{"mark keys", "keys and certificates that sign marks", "", kAbout, options, kExamples,
                                  run};
}  // namespace dau::cli
