// SPDX-License-Identifier: Apache-2.0
// cose.h — COSE_Sign1 with a detached payload (RFC 9052), as C2PA has it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/certificate.h"
#include "dau/result.h"
#include "mark/cbor.h"

namespace dau::mark {
struct CoseSignature {
  std::string protected_bytes;
  std::optional<std::int64_t> algorithm;  // from the protected header alone
  std::vector<std::string> chain;         // DER, the leaf first
  std::string signature;
  std::string time_stamp;            // a TimeStampToken; empty: there is none
  bool time_stamp_of_claim = false;  // sigTst: over the claim, not over the signature
  std::size_t time_stamps = 0;
};

// Errors: corrupt (what is wrong with it).
Result<CoseSignature> read_cose(std::span<const std::byte> bytes, const std::string& name, std::uint64_t origin);

// What is signed, and what a time stamp is over.
std::string to_be_signed(std::string_view protected_bytes, std::string_view payload);
std::string to_be_stamped(const CoseSignature& signature, std::string_view claim);

std::string protected_header(SignatureAlgorithm algorithm, const std::vector<std::string>& chain);
// COSE_Sign1_Tagged with an empty unprotected header: signatures have a constant size, so nothing is padded.
std::string make_cose(std::string_view protected_bytes, std::string_view signature);
}  // namespace dau::mark
