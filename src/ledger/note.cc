// SPDX-License-Identifier: Apache-2.0
// note.cc — texts of which every byte is prescribed; what is not as it should be is refused.
#include "dau/ledger/note.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/sign.h"
#include "ledger/sign_note.h"

namespace dau::ledger {
namespace {
constexpr std::string_view kDash = "\xE2\x80\x94 ";  // — and a space
constexpr std::byte kEd25519{1};
constexpr std::byte kCosignature{4};
constexpr std::size_t kMaxSignatures = 64;
constexpr std::size_t kMaxPath = 63;
constexpr std::string_view kProofHead = "c2sp.org/tlog-proof@v1\n";

using KeyId = std::array<std::byte, 4>;

Error corrupt(std::string message, const std::string& name) { return {Errc::corrupt, std::move(message), name}; }

// The line up to the next line end, which is taken too; nothing when there is no line end.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

// Decimal without leading zeros.
std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || (text.size() > 1 && text[0] == '0'))
    return std::nullopt;
  return number;
}

std::optional<Hash> hash_of(std::string_view base64) {
  Hash hash;
  const auto bytes = from_base64(base64, hash.size());
  if (!bytes) return std::nullopt;
  std::ranges::copy(as_bytes(*bytes), hash.begin());
  return hash;
}

bool is_name(std::string_view name) {
  return !name.empty() &&
         std::ranges::none_of(name, [](char c) { return c == ' ' || c == '+' || (c >= 0 && c < ' ') || c == 0x7F; });
}

// SHA-256(name ‖ 0A ‖ algorithm ‖ key), its first four bytes.
KeyId id_of(std::string_view name, const PublicKey& key, std::byte algorithm = kEd25519) {
  std::string bytes(name);
  bytes += '\n';
  bytes += static_cast<char>(algorithm);
  bytes += as_text(key);
  const Sha256 hash = sha256(as_bytes(bytes));
  return {hash[0], hash[1], hash[2], hash[3]};
}

struct Parts {
  std::string_view body;        // with its last line end
  std::string_view signatures;  // lines
};

Result<Parts> parts_of(std::string_view note, const std::string& name) {
  if (note.size() > kMaxNoteBytes) return corrupt(fmt::format("larger than {} bytes", kMaxNoteBytes), name);
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || !note.ends_with('\n') || blank + 2 == note.size())
    return corrupt("not a signed note", name);
  return Parts{note.substr(0, blank + 1), note.substr(blank + 2)};
}

Result<Checkpoint> checkpoint_of(std::string_view body, const std::string& name) {
  const auto origin = take_line(body), size = take_line(body), root = take_line(body);
  if (!origin || !size || !root) return corrupt("not a checkpoint: fewer than three lines", name);
  const auto number = number_of(*size);
  const auto hash = hash_of(*root);
  if (origin->empty()) return corrupt("not a checkpoint: no origin", name);
  if (!number) return corrupt("not a checkpoint: the second line is no size", name);
  if (!hash) return corrupt("not a checkpoint: the third line is no hash", name);
  return Checkpoint{std::string(*origin), *number, *hash};
}

// Whether a line of the signatures is a right one by the key. A line that is none at all makes the note none.
Result<bool> is_signed_by(std::string_view line, std::string_view body, const NoteKey& key, const std::string& name) {
  const std::size_t space = line.starts_with(kDash) ? line.find(' ', kDash.size()) : std::string_view::npos;
  if (space == std::string_view::npos || !is_name(line.substr(kDash.size(), space - kDash.size())))
    return corrupt("a line that is no signature", name);
  const std::string_view signer = line.substr(kDash.size(), space - kDash.size());
  if (!key.name.empty() && signer != key.name) return false;
  KeyId id;
  Signature signature;
  const auto bytes = from_base64(line.substr(space + 1), id.size() + signature.size());
  if (!bytes) return false;  // of another kind
  std::ranges::copy(as_bytes(*bytes).first(id.size()), id.begin());
  std::ranges::copy(as_bytes(*bytes).subspan(id.size()), signature.begin());
  return id == id_of(signer, key.key) && is_signed(as_bytes(body), signature, key.key);
}
}  // namespace

std::string to_body(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, to_base64(checkpoint.root));
}

Result<std::string> sign_note(const std::string& body, std::string_view name, const SigningKey& key) {
  DAU_TRY(const Signature signature, key.sign(as_bytes(body)));
  const KeyId id = id_of(name, key.public_key());
  return fmt::format("{}\n{}{} {}\n", body, kDash, name,
                     to_base64(as_bytes(std::string(as_text(id)) + std::string(as_text(signature)))));
}

bool is_origin(std::string_view name) { return is_name(name); }

Result<NoteKey> read_note_key(std::string_view text, const std::string& name) {
  if (text.find("-----BEGIN") != std::string_view::npos) {
    DAU_TRY(const PublicKey key, public_key_from_pem(text, name));
    return NoteKey{"", key};
  }
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  // A name has no plus sign, base64 may have some.
  const std::size_t first = text.find('+');
  const std::size_t last = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (last == std::string_view::npos || !is_name(text.substr(0, first)))
    return corrupt("neither a PEM key nor name+hash+key", name);
  NoteKey key{std::string(text.substr(0, first)), {}};
  const auto bytes = from_base64(text.substr(last + 1), key.key.size() + 1);
  if (!bytes || std::byte((*bytes)[0]) != kEd25519) return corrupt("not an Ed25519 key of a note", name);
  std::ranges::copy(as_bytes(*bytes).subspan(1), key.key.begin());
  if (to_text(key) != text) return corrupt("the hash in the key is not that of the key", name);
  return key;
}

std::string to_text(const NoteKey& key) {
  std::string hash;
  for (const std::byte byte : id_of(key.name, key.key)) hash += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return fmt::format("{}+{}+{}", key.name, hash,
                     to_base64(as_bytes(std::string(1, static_cast<char>(kEd25519)) + std::string(as_text(key.key)))));
}

Result<Checkpoint> read_checkpoint(std::string_view note, const NoteKey& key, const std::string& name) {
  DAU_TRY(const Parts parts, parts_of(note, name));
  DAU_TRY(Checkpoint checkpoint, checkpoint_of(parts.body, name));
  std::string_view rest = parts.signatures;
  std::size_t lines = 0;
  bool right = false;
  while (const auto line = take_line(rest)) {
    if (++lines > kMaxSignatures) return corrupt("too many signatures", name);
    DAU_TRY(const bool by_key, is_signed_by(*line, parts.body, key, name));
    right = right || by_key;
  }
  if (!right) return corrupt("not signed by the key", name);
  return checkpoint;
}

Result<Checkpoint> read_unverified_checkpoint(std::string_view note, const std::string& name) {
  DAU_TRY(const Parts parts, parts_of(note, name));
  return checkpoint_of(parts.body, name);
}

namespace {
// What a witness signs.
std::string cosigned_text(std::string_view body, std::int64_t time) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time, body);
}

// The time that a line of signatures says the key cosigned the body at; nothing: it is none of this key's.
std::optional<std::int64_t> cosigned_at(std::string_view line, std::string_view body, const WitnessKey& witness) {
  const std::string begin = std::string(kDash) + witness.name + " ";
  if (!line.starts_with(begin)) return std::nullopt;
  const auto bytes = from_base64(line.substr(begin.size()), 4 + 8 + 64);
  if (!bytes) return std::nullopt;
  const KeyId id = id_of(witness.name, witness.key, kCosignature);
  if (!std::ranges::equal(as_bytes(*bytes).first(4), id)) return std::nullopt;
  std::uint64_t time = 0;
  for (std::size_t i = 4; i < 12; ++i) time = time << 8 | static_cast<std::uint8_t>((*bytes)[i]);
  Signature signature;
  std::ranges::copy(as_bytes(*bytes).subspan(12), signature.begin());
  if (time > INT64_MAX ||
      !is_signed(as_bytes(cosigned_text(body, static_cast<std::int64_t>(time))), signature, witness.key))
    return std::nullopt;
  return static_cast<std::int64_t>(time);
}
}  // namespace

Result<std::vector<WitnessKey>> read_witness_keys(std::string_view text, const std::string& name) {
  std::vector<WitnessKey> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const std::size_t first = line.find('+');
    const std::size_t second = first == std::string_view::npos ? first : line.find('+', first + 1);
    if (second == std::string_view::npos) return corrupt("a line that is no key of a witness (name+hash+key)", name);
    const auto bytes = from_base64(line.substr(second + 1), 33);
    WitnessKey key{std::string(line.substr(0, first)), {}};
    if (!bytes || as_bytes(*bytes)[0] != kCosignature)
      return corrupt("a key that is no witness's (algorithm 04)", name);
    std::ranges::copy(as_bytes(*bytes).subspan(1), key.key.begin());
    if (to_text(key) != line) return corrupt("a key with another hash", name);
    out.push_back(std::move(key));
  }
  if (out.empty()) return corrupt("no key of a witness", name);
  return out;
}

std::string to_text(const WitnessKey& key) {
  std::string hex;
  for (const std::byte byte : id_of(key.name, key.key, kCosignature))
    hex += fmt::format("{:02x}", static_cast<unsigned>(byte));
  std::string bytes(1, static_cast<char>(kCosignature));
  bytes += as_text(key.key);
  return key.name + "+" + hex + "+" + to_base64(as_bytes(bytes));
}

Result<std::vector<Cosignature>> read_cosignatures(std::string_view note, std::span<const WitnessKey> witnesses,
                                                   const std::string& name) {
  DAU_TRY(const Parts parts, parts_of(note, name));
  std::vector<Cosignature> out;
  std::string_view rest = parts.signatures;
  for (std::size_t lines = 0; lines < kMaxSignatures; ++lines) {
    const auto line = take_line(rest);
    if (!line) break;
    for (const WitnessKey& witness : witnesses)
      if (const auto time = cosigned_at(*line, parts.body, witness)) out.push_back({witness.name, *time});
  }
  return out;
}

Result<std::string> cosign(std::string_view note, std::string_view witness, std::string_view key_pem, std::int64_t time,
                           const std::string& name) {
  DAU_TRY(const Parts parts, parts_of(note, name));
  if (!is_name(witness))
    return Error{Errc::invalid_argument, "a name of a witness has no white space and no plus sign", "name"};
  DAU_TRY(const SigningKey key, SigningKey::from_pem(key_pem, "key"));
  DAU_TRY(const Signature signature, key.sign(as_bytes(cosigned_text(parts.body, time))));
  std::string bytes(as_text(id_of(witness, key.public_key(), kCosignature)));
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(time >> shift & 0xFF);
  bytes += as_text(signature);
  return fmt::format("{}{} {}\n", kDash, witness, to_base64(as_bytes(bytes)));
}

Result<std::string> merge_notes(std::string_view note, std::string_view other, const std::string& name) {
  DAU_TRY(const Parts own, parts_of(note, "note"));
  DAU_TRY(const Parts more, parts_of(other, name));
  if (own.body != more.body) return corrupt("a note of another checkpoint", name);
  std::string out(note);
  std::string_view rest = more.signatures;
  for (std::size_t lines = 0; lines < kMaxSignatures; ++lines) {
    const auto line = take_line(rest);
    if (!line) break;
    if (!line->starts_with(kDash)) return corrupt("a line that is no signature", name);
    if (out.find("\n" + std::string(*line) + "\n") == std::string::npos) out += std::string(*line) + "\n";
  }
  return out;
}

std::string to_text(const Proof& proof) {
  std::string text(kProofHead);
  if (!proof.extra.empty()) text += fmt::format("extra {}\n", to_base64(as_bytes(proof.extra)));
  text += fmt::format("index {}\n", proof.index);
  for (const Hash& hash : proof.path) text += to_base64(hash) + "\n";
  return text + "\n" + proof.checkpoint;
}

namespace {
// The hashes of a proof up to the empty line behind them; what is left of `text` is the note.
Result<std::vector<Hash>> take_path(std::string_view& text, const std::string& name) {
  std::vector<Hash> path;
  for (;;) {
    const auto line = take_line(text);
    if (!line) return corrupt("not a proof: no checkpoint", name);
    if (line->empty()) return path;
    const auto hash = hash_of(*line);
    if (!hash || path.size() == kMaxPath) return corrupt("not a proof: a line that is no hash", name);
    path.push_back(*hash);
  }
}
}  // namespace

std::string to_text(const GrowthProof& proof) {
  std::string text = fmt::format("old {}\n", proof.old_size);
  for (const Hash& hash : proof.path) text += to_base64(hash) + "\n";
  return text + "\n" + proof.checkpoint;
}

Result<GrowthProof> read_growth_proof(std::string_view text, const std::string& name) {
  if (text.size() > kMaxNoteBytes) return corrupt(fmt::format("larger than {} bytes", kMaxNoteBytes), name);
  auto line = take_line(text);
  const auto size = line && line->starts_with("old ") ? number_of(line->substr(4)) : std::nullopt;
  if (!size) return corrupt("not a proof: its first line is not \"old\" and a number", name);
  DAU_TRY(auto path, take_path(text, name));
  return GrowthProof{*size, std::move(path), std::string(text)};
}

Result<Proof> read_proof(std::string_view text, const std::string& name) {
  if (!text.starts_with(kProofHead)) return corrupt("not a proof: its first line is not c2sp.org/tlog-proof@v1", name);
  if (text.size() > kMaxNoteBytes) return corrupt(fmt::format("larger than {} bytes", kMaxNoteBytes), name);
  text.remove_prefix(kProofHead.size());
  auto line = take_line(text);
  std::string extra;
  if (line && line->starts_with("extra ")) {
    auto bytes = from_base64(line->substr(6));
    if (!bytes) return corrupt("not a proof: its extra data is no base64", name);
    extra = *std::move(bytes);
    line = take_line(text);
  }
  if (!line || !line->starts_with("index ")) return corrupt("not a proof: no index", name);
  const auto index = number_of(line->substr(6));
  if (!index) return corrupt("not a proof: the index is no number", name);
  DAU_TRY(auto path, take_path(text, name));
  return Proof{*index, std::move(extra), std::move(path), std::string(text)};
}
}  // namespace dau::ledger
