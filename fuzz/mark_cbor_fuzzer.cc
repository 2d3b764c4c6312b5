// SPDX-License-Identifier: Apache-2.0
// mark_cbor_fuzzer.cc — any bytes as CBOR and as a COSE signature. What is read is written, once, in one form.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "base/bytes.h"
#include "mark/cbor.h"
#include "mark/cose.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto value = dau::mark::cbor::decode(bytes, "f");
  if (!value && value.error().at.empty()) std::abort();
  if (value) {
    const std::string once = dau::mark::cbor::encode(*value);
    const auto again = dau::mark::cbor::decode(dau::as_bytes(once), "f");
    if (!again || dau::mark::cbor::encode(*again) != once) std::abort();
  }
  const auto cose = dau::mark::read_cose(bytes, "f", 0);
  if (cose && cose->chain.empty()) std::abort();
  for (const std::string& der : cose ? cose->chain : std::vector<std::string>())
    if (const auto certificate = dau::Certificate::from_der(dau::as_bytes(der), "f")) {
      static_cast<void>(certificate->signer_faults());
      static_cast<void>(certificate->authority_faults());
      static_cast<void>(certificate->subject());
    }
  return 0;
}
