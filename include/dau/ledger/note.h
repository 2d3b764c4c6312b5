// SPDX-License-Identifier: Apache-2.0
// note.h — checkpoints as signed notes, and proofs as files: C2SP signed-note, tlog-checkpoint, tlog-proof.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/ledger/merkle.h"
#include "dau/result.h"

namespace dau::ledger {
struct Checkpoint {
  std::string origin;  // the name of the log: "cty-a.vn/nhat-ky-2026"; no white space, no plus sign
  std::uint64_t size = 0;
  Hash root{};
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// "origin\nsize\nroot in base64\n": what is signed.
DAU_API std::string to_body(const Checkpoint& checkpoint);

// A key that a note may be signed by, as `name+hash+key`, or the key alone in PEM, whose name is any.
struct NoteKey {
  std::string name;  // empty: any
  std::array<std::byte, 32> key{};
};
// Errors: corrupt.
DAU_API Result<NoteKey> read_note_key(std::string_view text, const std::string& name);
DAU_API std::string to_text(const NoteKey& key);

inline constexpr std::size_t kMaxNoteBytes = std::size_t{1} << 20;

// The checkpoint of a note that has a right signature by the key. Signatures by others are passed over, as the standard
// asks. Errors: corrupt, at = name (no note; no checkpoint; not signed by the key; larger than kMaxNoteBytes).
DAU_API Result<Checkpoint> read_checkpoint(std::string_view note, const NoteKey& key, const std::string& name);

// The same without a look at the signatures: for whoever has made them. Errors: corrupt.
DAU_API Result<Checkpoint> read_unverified_checkpoint(std::string_view note, const std::string& name);

// ---- Witnesses: others who say that they saw a checkpoint, and that it goes on what they saw before
// (C2SP tlog-cosignature: Ed25519 over a time and the note's body).

struct WitnessKey {
  std::string name;
  std::array<std::byte, 32> key{};
};
// name+hash+key, a line each. Errors: corrupt.
DAU_API Result<std::vector<WitnessKey>> read_witness_keys(std::string_view text, const std::string& name);
DAU_API std::string to_text(const WitnessKey& key);

struct Cosignature {
  std::string name;
  std::int64_t time = 0;  // seconds since 1970, as the witness says
};
// The right cosignatures of a note by these witnesses. Errors: corrupt (no note).
DAU_API Result<std::vector<Cosignature>> read_cosignatures(std::string_view note, std::span<const WitnessKey> witnesses,
                                                           const std::string& name);
// The line that says so, with its line end. `key_pem`: the witness's private key. Errors: corrupt; invalid_argument
// (name); io.
DAU_API Result<std::string> cosign(std::string_view note, std::string_view witness, std::string_view key_pem,
                                   std::int64_t time, const std::string& name);
// A note with the signature lines of another one of the same body added, each once. Errors: corrupt (another body).
DAU_API Result<std::string> merge_notes(std::string_view note, std::string_view other, const std::string& name);

struct Proof {
  std::uint64_t index = 0;
  std::string extra;  // for whoever made the proof; nothing vouches for it
  std::vector<Hash> path;
  std::string checkpoint;  // the note, as it was
};
DAU_API std::string to_text(const Proof& proof);  // .tlog-proof
// That a log is the continuation of an older one, in the form in which C2SP tlog-witness sends it.
struct GrowthProof {
  std::uint64_t old_size = 0;
  std::vector<Hash> path;
  std::string checkpoint;  // the newer note, as it was
};
DAU_API std::string to_text(const GrowthProof& proof);
// Errors: corrupt, at = name.
DAU_API Result<GrowthProof> read_growth_proof(std::string_view text, const std::string& name);

// Errors: corrupt, at = name.
DAU_API Result<Proof> read_proof(std::string_view text, const std::string& name);
}  // namespace dau::ledger
