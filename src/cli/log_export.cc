// SPDX-License-Identifier: Apache-2.0
// log_export.cc — dau log export: a log, and proofs of chosen entries, in one file for whoever is to judge.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/bytes.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sign.h"
#include "base/tar.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/log.h"
#include "cli/output.h"
#include "dau/ledger/log.h"

namespace dau::cli {
namespace {
constexpr std::string_view kScript =
#include "cli/check_tlog_proof.inc"
    ;

constexpr std::size_t kMaxChosen = 100'000;

constexpr std::string_view kAbout =
    "Packs the published log (tiles, checkpoint, key) and proofs of chosen entries\n"
    "into a tar file that can be checked elsewhere. No private key is in it.";

constexpr std::string_view kExamples =
    R"(  $ dau log init n --origin cty-a.vn/nhat-ky >key
  $ seq 9 | dau log append n >receipts
  $ dau log export n -o p.tar --entries 0,3-5; tar tf p.tar | grep -c proofs/
  p.tar: 9 entries, 4 proofs
  4
)";

std::vector<Option> options() {
  return {{"output", "FILE", "the tar file"},
          {"entries", "LIST", "to prove, such as 0,7,20-29"},
          {"salt", "", "reveal their salts: which events they are of"},
          {"events", "FILE", "their events, a line each, to put with them"}};
}

// "0,7,20-29"
Result<std::set<std::uint64_t>> read_list(const std::string& text) {
  std::set<std::uint64_t> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string part = text.substr(at, end - at);
    const std::size_t dash = part.find('-');
    DAU_TRY(const std::uint64_t first, entry_number(part.substr(0, dash), "--entries"));
    std::uint64_t last = first;
    if (dash != std::string::npos) {
      DAU_TRY(last, entry_number(part.substr(dash + 1), "--entries"));
    }
    if (last < first || last - first >= kMaxChosen || out.size() + last - first >= kMaxChosen)
      return Error{Errc::invalid_argument, fmt::format("\"{}\" is no range, or more than {} entries", part, kMaxChosen),
                   "--entries"};
    for (std::uint64_t index = first; index <= last; ++index) out.insert(index);
    at = end + 1;
  }
  return out;
}

std::string readme(const ledger::Checkpoint& checkpoint, std::size_t proofs) {
  return fmt::format(
      R"(# {0}

## Tiếng Việt

Gói này là bản sao của nhật ký "{0}" với {1} mục, kèm chứng minh cho {2} mục đã chọn.

- `checkpoint`: số mục và mã băm gốc của toàn bộ nhật ký, có chữ ký Ed25519. `pub.pem`, `log.vkey`: khóa công khai. Hãy so khóa này
  với khóa bạn nhận được bằng con đường khác: khóa nằm trong gói tự nó không chứng minh gì.
- `tile/`: cây băm và các mục, theo chuẩn C2SP tlog-tiles. Mục thường chỉ là cam kết (mã băm có muối), không phải nội dung.
- `entries/N`: nguyên văn mục số N. `proofs/N.tlog-proof`: chứng minh rằng mục đó nằm trong nhật ký. `events/N`: sự kiện mà mục đó cam kết, nếu có.

Kiểm một mục, chỉ cần sh và OpenSSL: `sh check_tlog_proof.sh proofs/N.tlog-proof entries/N pub.pem`

Kiểm bằng chương trình dau: `dau log verify . --pub pub.pem` (toàn bộ), `dau log verify proofs/N.tlog-proof --pub pub.pem --event events/N`.

## English

This pack is a copy of the log "{0}" of {1} entries, with proofs of {2} chosen ones.

- `checkpoint`: the number of entries and the root hash of the whole log, signed with Ed25519. `pub.pem`, `log.vkey`: the public key. Compare it
  with the key that you got some other way: a key in the pack proves nothing by itself.
- `tile/`: the hash tree and the entries, as C2SP tlog-tiles has them. Entries are usually commitments (salted hashes), not content.
- `entries/N`: entry N as it is. `proofs/N.tlog-proof`: the proof that it is in the log. `events/N`: the event that it commits to, if given.

To check an entry with sh and OpenSSL alone: `sh check_tlog_proof.sh proofs/N.tlog-proof entries/N pub.pem`

With the program dau: `dau log verify . --pub pub.pem` (all of it), `dau log verify proofs/N.tlog-proof --pub pub.pem --event events/N`.
)",
      checkpoint.origin, checkpoint.size, proofs);
}

struct Chosen {
  std::set<std::uint64_t> indices;
  std::vector<std::string> events;  // in the order of the indices; empty: none were given
  bool salts = false;
};

Result<void> add_chosen(TarWriter& tar, const std::string& folder, const ledger::Published& published,
                        const Chosen& chosen) {
  std::size_t place = 0;
  for (const std::uint64_t index : chosen.indices) {
    DAU_TRY(const std::string entry, ledger::read_entry(folder, index, published));
    DAU_TRY(ledger::Proof proof, ledger::prove_entry(folder, index, published));
    json::Value extra = {{"entry", to_base64(as_bytes(entry))}};
    if (chosen.salts) {
      DAU_TRY(const Salt salt, salt_of(folder, index));
      extra["salt"] = to_base64(salt);
    }
    proof.extra = json::dump(extra);
    DAU_CHECK(tar.add(fmt::format("entries/{}", index), entry));
    DAU_CHECK(tar.add(fmt::format("proofs/{}.tlog-proof", index), ledger::to_text(proof)));
    if (place < chosen.events.size()) DAU_CHECK(tar.add(fmt::format("events/{}", index), chosen.events[place]));
    ++place;
  }
  return {};
}

// What others said about its checkpoints.
Result<void> add_witnesses(TarWriter& tar, const std::string& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (std::filesystem::directory_iterator at(folder + "/witness", failed), end; !failed && at != end;
       at.increment(failed))
    files.push_back(at->path());
  std::ranges::sort(files);
  for (const std::filesystem::path& path : files) {
    DAU_TRY(const std::string content, read_file(path.string(), ledger::kMaxNoteBytes));
    DAU_CHECK(tar.add("witness/" + path.filename().string(), content));
  }
  return {};
}

Result<Chosen> read_chosen(const Args& args) {
  Chosen out;
  DAU_TRY(out.indices, read_list(args.text("entries")));
  out.salts = args.flag("salt");
  if (args.text("events").empty()) return out;
  DAU_TRY(const Content content, read_content(args.text("events"), std::uint64_t{1} << 30));
  std::string_view rest = content.bytes;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    out.events.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (out.events.size() != out.indices.size())
    return Error{Errc::invalid_argument, fmt::format("{} events for {} entries", out.events.size(), out.indices.size()),
                 content.name};
  return out;
}

Result<void> run(const Args& args) {
  if (args.operands().size() != 1 || args.text("output").empty())
    return with_hint({Errc::invalid_argument, "expects one log, and -o FILE", "log export"}, "dau log export --help");
  const std::string& folder = args.operands().front();
  DAU_TRY(const Chosen chosen, read_chosen(args));
  DAU_TRY(const ledger::NoteKey key, ledger::own_key(folder));
  DAU_TRY(const ledger::Published published, ledger::read_published(folder, key));
  DAU_TRY(Output file, Output::open(args.text("output")));
  DAU_TRY(TarWriter tar, TarWriter::open([&](std::string_view bytes) -> Result<void> {
            DAU_CHECK(file.write(bytes));
            return {};
          }));
  DAU_CHECK(tar.add("README.md", readme(published.checkpoint, chosen.indices.size())));
  DAU_CHECK(tar.add("checkpoint", published.note));
  DAU_CHECK(tar.add("log.vkey", ledger::to_text(key) + "\n"));
  DAU_CHECK(tar.add("pub.pem", to_public_pem(key.key)));
  DAU_CHECK(tar.add("check_tlog_proof.sh", kScript, true));
  DAU_CHECK(ledger::read_tiles(folder, published,
                               [&](const std::string& path, std::string_view bytes) { return tar.add(path, bytes); }));
  DAU_CHECK(add_witnesses(tar, folder));
  DAU_CHECK(add_chosen(tar, folder, published, chosen));
  DAU_CHECK(tar.finish());
  DAU_CHECK(file.commit());
  if (is_written_directly(args.text("output"))) return {};
  return print(fmt::format("{}: {} entries, {} proofs\n", args.text("output"), published.checkpoint.size,
                           chosen.indices.size()));
}
}  // namespace

extern const Command kLogExport;
constinit const Command kLogExport{
    "log export", "evidence for others, in one file", "FOLDER", kAbout, options, kExamples, run};
}  // namespace dau::cli
