// SPDX-License-Identifier: Apache-2.0
// cose.cc — see cose.h.
#include "mark/cose.h"

#include "base/bytes.h"

namespace dau::mark {
namespace {
using cbor::Kind;
using cbor::Value;

constexpr std::int64_t kAlgorithm = 1, kChain = 33;
constexpr std::uint64_t kSign1 = 18;
constexpr std::size_t kMaxChain = 16;

Result<std::vector<std::string>> read_chain(const Value& value, const std::string& name) {
  std::vector<std::string> out;
  if (value.is(Kind::bytes)) {
    out.emplace_back(value.string());
  } else if (value.is(Kind::array)) {
    for (const Value& item : value.items) {
      if (!item.is(Kind::bytes)) return Error{Errc::corrupt, "x5chain holds something that is no certificate", name};
      out.emplace_back(item.string());
    }
  }
  if (out.empty() || out.size() > kMaxChain)
    return Error{Errc::corrupt, "x5chain has no certificates, or too many", name};
  return out;
}

const Value* chain_in(const Value& headers) {
  const Value* const numbered = headers.member(kChain);
  return numbered != nullptr ? numbered : headers.member("x5chain");
}

void read_time_stamp(const Value& unprotected, CoseSignature& out) {
  const Value* container = unprotected.member("sigTst2", Kind::map);
  if (container == nullptr) {
    container = unprotected.member("sigTst", Kind::map);
    out.time_stamp_of_claim = container != nullptr;
  }
  const Value* const tokens = container == nullptr ? nullptr : container->member("tstTokens", Kind::array);
  if (tokens == nullptr) return;
  out.time_stamps = tokens->items.size();
  if (tokens->items.empty()) return;
  const Value* const token = tokens->items.front().member("val", Kind::bytes);
  if (token != nullptr) out.time_stamp = std::string(token->string());
}

std::string structure(std::string_view context, std::string_view protected_bytes, std::string_view payload) {
  return cbor::encode(cbor::array(
      {cbor::text(context), cbor::bytes(protected_bytes), cbor::bytes(std::string_view()), cbor::bytes(payload)}));
}
}  // namespace

Result<CoseSignature> read_cose(std::span<const std::byte> bytes, const std::string& name, std::uint64_t origin) {
  DAU_TRY(const Value whole, cbor::decode(bytes, name, origin));
  const bool tagged = whole.is(Kind::tag) && whole.number == kSign1;
  const Value& body = tagged ? whole.items.front() : whole;
  const auto fault = [&](std::string_view why) { return Error{Errc::corrupt, std::string(why), name}; };
  if (!tagged && whole.is(Kind::tag)) return fault("not a COSE_Sign1");
  if (!body.is(Kind::array) || body.items.size() != 4) return fault("not a COSE_Sign1");
  const auto& [protected_part, unprotected, payload, signature] =
      std::tie(body.items[0], body.items[1], body.items[2], body.items[3]);
  if (!protected_part.is(Kind::bytes) || !unprotected.is(Kind::map) || !signature.is(Kind::bytes))
    return fault("a COSE_Sign1 with parts of other kinds");
  if (!payload.is_null()) return fault("the payload must be detached (nil)");
  CoseSignature out;
  out.protected_bytes = std::string(protected_part.string());
  out.signature = std::string(signature.string());
  DAU_TRY(const Value headers, cbor::decode(as_bytes(out.protected_bytes), name));
  if (!headers.is(Kind::map)) return fault("the protected header is no map");
  if (const Value* const algorithm = headers.member(kAlgorithm); algorithm != nullptr)
    if (algorithm->is(Kind::negative) && algorithm->number < 1000)
      out.algorithm = -1 - static_cast<std::int64_t>(algorithm->number);
  const Value* const inside = chain_in(headers);
  const Value* const outside = chain_in(unprotected);
  if (inside != nullptr && outside != nullptr) return fault("x5chain is in both headers");
  if (inside == nullptr && outside == nullptr) return fault("there is no x5chain");
  DAU_TRY(out.chain, read_chain(inside != nullptr ? *inside : *outside, name));
  for (const char* pad : {"pad", "pad2"})
    if (const Value* const zeros = unprotected.member(pad))
      if (!zeros->is(Kind::bytes) || zeros->string().find_first_not_of('\0') != std::string_view::npos)
        return fault("padding that is not zero");
  read_time_stamp(unprotected, out);
  return out;
}

std::string to_be_signed(std::string_view protected_bytes, std::string_view payload) {
  return structure("Signature1", protected_bytes, payload);
}

std::string to_be_stamped(const CoseSignature& signature, std::string_view claim) {
  if (signature.time_stamp_of_claim) return structure("CounterSignature", signature.protected_bytes, claim);
  return structure("CounterSignature", signature.protected_bytes, cbor::encode(cbor::bytes(signature.signature)));
}

std::string protected_header(SignatureAlgorithm algorithm, const std::vector<std::string>& chain) {
  Value certificates;
  if (chain.size() == 1) {
    certificates = cbor::bytes(chain.front());
  } else {
    certificates = cbor::array();
    for (const std::string& one : chain) certificates.items.push_back(cbor::bytes(one));
  }
  Value headers = cbor::map();
  headers.items = {cbor::integer(kAlgorithm), cbor::integer(static_cast<std::int64_t>(algorithm)),
                   cbor::integer(kChain), std::move(certificates)};
  return cbor::encode(headers);
}

std::string make_cose(std::string_view protected_bytes, std::string_view signature) {
  return cbor::encode(cbor::tagged(
      kSign1, cbor::array({cbor::bytes(protected_bytes), cbor::map(), cbor::null(), cbor::bytes(signature)})));
}
}  // namespace dau::mark
