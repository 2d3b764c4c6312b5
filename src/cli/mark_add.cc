// SPDX-License-Identifier: Apache-2.0
// mark_add.cc — dau mark add: a file, a folder, or what arrives in a folder, marked.
#include "dau/mark/add.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/printable.h"
#include "cli/build.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/mark.h"
#include "cli/output.h"
#include "dau/ledger/log.h"
#include "dau/mark/verify.h"

namespace dau::cli {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kAbout = "Marks a file, or each of a folder, as made or changed by an AI system (C2PA).";

constexpr std::string_view kExamples = R"(  $ dau mark keys -o k >about; printf '# Tin\n' >a.md
  $ dau mark add --created --key k/leaf.key --cert k/chain.pem -o b.md a.md
  b.md: created
)";

std::vector<Option> options() {
  return {{"created", "", "an AI system made the content"},
          {"edited", "", "an AI system changed it"},
          {"key", "FILE", "private key, PEM"},
          {"cert", "FILE", "its certificates, PEM, the signer's first"},
          {"output", "PATH", "the marked file; of a folder, a folder"},
          {"sidecar", "", "the manifest beside the file: -o OUT.c2pa"},
          {"invisible", "", "plain text: in characters that nobody sees"},
          {"parent", "FILE", "what the file was made from (re-encoded, cut)"},
          {"provider", "NAME", "who provides the AI system"},
          {"system", "NAME", "which AI system"},
          {"model", "NAME", "which model"},
          {"source", "TYPE", "of IPTC, not the usual one"},
          {"profile", "FILE", "another national mark; none: without"},
          {"log", "FOLDER", "log each mark (dau log)"},
          {"watch", "", "go on with what arrives in the folder"}};
}

struct Job {
  mark::AddOptions options;
  std::string log;     // folder; empty: no log
  std::string parent;  // file; empty: the marked one is its own
};

// Whether a name has the same ending as another: then it is meant to be the file, not a sidecar.
bool same_kind(const std::string& a, const std::string& b) {
  return !fs::path(a).extension().empty() && fs::path(a).extension() == fs::path(b).extension();
}

Result<void> log_mark(const Job& job, const std::string& name, std::string_view asset, const mark::Marked& marked) {
  if (job.log.empty()) return {};
  DAU_TRY(ledger::Log log, ledger::Log::open(job.log, {10}));
  const json::Value entry = {{"mark", marked.manifest()},
                             {"file", fs::path(name).filename().string()},
                             {"asset_sha256", sha256_hex(as_bytes(asset))},
                             {"manifest_sha256", sha256_hex(as_bytes(marked.store()))}};
  DAU_TRY(const std::string text, json::dump_checked(entry));
  DAU_CHECK(log.append(text));
  return log.publish();
}

// What was made must stand the test that others will put it to.
Result<void> check_result(std::string_view asset, const std::string& name, std::optional<std::string_view> sidecar) {
  DAU_TRY(const mark::Report report, mark::verify(asset, name, sidecar));
  if (report.verdict == mark::Verdict::valid || report.verdict == mark::Verdict::trusted) return {};
  std::string why = "no manifest is found in it";
  for (const mark::Status& status : report.statuses)
    if (status.kind == mark::StatusKind::failure) why = status.code + ": " + status.explanation;
  return Error{Errc::corrupt, "the marked file does not stand its own test: " + why, name};
}

Result<void> write_pieces(const std::string& path, const std::vector<std::string_view>& parts, const Job& job,
                          const mark::Marked& marked) {
  DAU_TRY(AtomicFile file, AtomicFile::create(behind_links(path)));
  for (const std::string_view part : parts) DAU_CHECK(file.append(as_bytes(part)));
  DAU_TRY(const MappedFile written, file.map());
  DAU_CHECK(check_result(as_text(written.bytes()), path, {}));
  DAU_CHECK(file.commit());
  return log_mark(job, path, as_text(written.bytes()), marked);
}

Result<void> write_beside(const Asset& asset, const std::string& store_path, const Job& job,
                          const mark::Marked& marked) {
  DAU_CHECK(check_result(asset.bytes(), asset.name(), marked.store()));
  DAU_CHECK(write_file_atomically(store_path, as_bytes(marked.store())));
  return log_mark(job, asset.name(), asset.bytes(), marked);
}

Result<std::string> mark_file(const std::string& in, const std::string& out, const Job& job) {
  DAU_TRY(const Asset asset, Asset::open(in));
  if (out != "-") DAU_CHECK(check_files({in}, out));
  mark::AddOptions how = job.options;
  const mark::Format format = mark::format_of(asset.bytes(), in);
  const bool embeds = mark::can_embed(format) || how.invisible_text;
  how.sidecar = how.sidecar || !embeds || out.ends_with(".c2pa");
  std::optional<Asset> parent;
  if (!job.parent.empty()) {
    DAU_TRY(Asset opened, Asset::open(job.parent));
    parent.emplace(std::move(opened));
    how.parent = parent->bytes();
    how.parent_name = job.parent;
  }
  const std::string& source = job.parent.empty() ? in : job.parent;
  std::optional<std::string> beside;
  if (source != "-") {
    DAU_TRY(beside, sidecar_of(source));
  }
  if (beside) {  // only where it is this file's
    DAU_TRY(const mark::Report report, mark::verify(parent ? parent->bytes() : asset.bytes(), source, beside));
    if (report.verdict == mark::Verdict::invalid) beside.reset();
  }
  auto made = mark::add(asset.bytes(), in, beside, how);
  if (!made && made.error().code == Errc::unsupported)
    return with_hint(std::move(made).error(), "--sidecar puts the manifest beside the file");
  if (!made) return std::move(made).error();
  const mark::Marked marked = *std::move(made);
  const std::string kind = how.origin == mark::Origin::created ? "created" : "edited";
  if (is_written_directly(out)) {
    const std::string text = marked.sidecar() ? marked.store() : marked.asset();
    DAU_CHECK(marked.sidecar() ? check_result(asset.bytes(), in, marked.store()) : check_result(text, in, {}));
    DAU_TRY(Output output, Output::open(out));
    DAU_CHECK(output.write(text));
    return std::string();
  }
  if (!marked.sidecar()) {
    DAU_CHECK(write_pieces(out, marked.parts(), job, marked));
    return fmt::format("{}: {}\n", out, kind);
  }
  // The store alone, or, where the name is a file's of this kind or the format left no choice, the file and its store.
  const bool with_copy = same_kind(in, out) || (!job.options.sidecar && !out.ends_with(".c2pa"));
  if (!with_copy) {
    DAU_CHECK(write_beside(asset, out, job, marked));
    return fmt::format("{}: {}, the manifest of {}\n", out, kind, in);
  }
  DAU_CHECK(write_file_atomically(out, as_bytes(asset.bytes())));
  DAU_CHECK(write_beside(asset, out + ".c2pa", job, marked));
  return fmt::format("{}: {}, the manifest is {}.c2pa\n", out, kind, out);
}

// "[#####     ]  12/40 tin.md", on a terminal alone.
void show_progress(std::size_t done, std::size_t of, const std::string& name) {
  if (::isatty(STDERR_FILENO) == 0) return;
  constexpr std::size_t kWidth = 30;
  const std::size_t full = of == 0 ? kWidth : kWidth * done / of;
  const std::string line =
      fmt::format("\r\x1b[K[{}{}] {}/{} {}{}", std::string(full, '#'), std::string(kWidth - full, ' '), done, of,
                  to_printable(name), done == of ? "\n" : "");
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, line.data(), line.size());
}

// One file of a folder to the same place in another. A file that fails is told of, and the others go on.
bool mark_into(const fs::path& in, const fs::path& out, const Job& job) {
  std::error_code failed;
  fs::create_directories(out.parent_path(), failed);
  const auto done = mark_file(in.string(), out.string(), job);
  if (!done)
    tell(done.error());
  else
    static_cast<void>(print(*done));
  return static_cast<bool>(done);
}

Result<void> mark_folder(const std::string& in, const std::string& out, const Job& job) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(in, failed), end; !failed && at != end; at.increment(failed))
    if (at->is_regular_file(failed) && at->path().extension() != ".c2pa") files.push_back(at->path());
  if (failed) return Error{Errc::io, failed.message(), in};
  std::ranges::sort(files);
  std::size_t bad = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    show_progress(i, files.size(), files[i].filename().string());
    bad += mark_into(files[i], fs::path(out) / fs::relative(files[i], in), job) ? 0u : 1u;
  }
  show_progress(files.size(), files.size(), "");
  if (bad > 0) return Error{Errc::corrupt, fmt::format("{} of {} files could not be marked", bad, files.size()), in};
  return {};
}

// Until it is interrupted.
Result<void> watch_folder(const std::string& in, const std::string& out, const Job& job) {
  const int queue = ::inotify_init1(IN_CLOEXEC);
  if (queue < 0 || ::inotify_add_watch(queue, in.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
    return Error{Errc::io, std::error_code(errno, std::generic_category()).message(), in};
  static_cast<void>(mark_folder(in, out, job));  // what is there already; watched before, so that nothing is missed
  alignas(inotify_event) char buffer[16 * 1024];
  for (;;) {
    const ssize_t size = ::read(queue, buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return Error{Errc::io, std::error_code(errno, std::generic_category()).message(), in};
    std::set<std::string> names;
    for (ssize_t at = 0; at < size;) {
      const auto* const event = reinterpret_cast<const inotify_event*>(buffer + at);
      if (event->len > 0) names.insert(event->name);
      at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
    }
    for (const std::string& name : names) {
      std::error_code failed;
      const fs::path file = fs::path(in) / name;
      if (fs::is_regular_file(file, failed) && file.extension() != ".c2pa") mark_into(file, fs::path(out) / name, job);
    }
  }
}

Result<Job> read_job(const Args& args) {
  const auto wrong = [](std::string why, std::string at) {
    return with_hint({Errc::invalid_argument, std::move(why), std::move(at)}, "dau mark add --help");
  };
  if (args.flag("created") == args.flag("edited")) return wrong("expects --created or --edited", "mark add");
  if (args.text("key").empty()) return wrong("is missing", "--key");
  if (args.text("cert").empty()) return wrong("is missing", "--cert");
  Job job;
  mark::AddOptions& how = job.options;
  how.origin = args.flag("created") ? mark::Origin::created : mark::Origin::edited;
  DAU_TRY(const Content key, read_content(args.text("key"), 64 * 1024));
  DAU_TRY(const Content chain, read_content(args.text("cert"), 1024 * 1024));
  how.key_pem = key.bytes;
  how.key_name = key.name;
  how.chain_pem = chain.bytes;
  how.chain_name = chain.name;
  how.sidecar = args.flag("sidecar");
  how.invisible_text = args.flag("invisible");
  how.provider = args.text("provider");
  how.system = args.text("system");
  how.model_name = args.text("model");
  how.source_type = args.text("source");
  how.generator_version = DAU_VERSION;
  how.profile_yaml = args.text("profile");
  if (!how.profile_yaml.empty() && how.profile_yaml != "none") {
    DAU_TRY(const Content profile, read_content(args.text("profile"), 64 * 1024));
    how.profile_yaml = profile.bytes;
  }
  job.log = args.text("log");
  job.parent = args.text("parent");
  return job;
}

Result<void> run(const Args& args) {
  if (args.operands().size() != 1 || args.text("output").empty())
    return with_hint({Errc::invalid_argument, "expects one file or folder, and -o", "mark add"}, "dau mark add --help");
  const std::string& in = args.operands().front();
  const std::string& out = args.text("output");
  DAU_TRY(const Job job, read_job(args));
  std::error_code failed;
  if (fs::is_directory(in, failed)) {
    const fs::path from = fs::weakly_canonical(in, failed);
    const fs::path to = fs::weakly_canonical(out, failed);
    if (std::mismatch(from.begin(), from.end(), to.begin(), to.end()).first == from.end())
      return Error{Errc::invalid_argument, "lies in the folder that is marked", out};
    return args.flag("watch") ? watch_folder(in, out, job) : mark_folder(in, out, job);
  }
  if (args.flag("watch")) return Error{Errc::invalid_argument, "expects a folder", "--watch"};
  // Into a folder: under the same name.
  const bool into = fs::is_directory(out, failed);
  DAU_TRY(const std::string line, mark_file(in, into ? (fs::path(out) / fs::path(in).filename()).string() : out, job));
  return print(line);
}
}  // namespace

extern const Command kMarkAdd;
constinit const Command kMarkAdd{"mark add", "mark what an AI system made", "FILE|FOLDER", kAbout, options, kExamples,
                                 run};
}  // namespace dau::cli
