// SPDX-License-Identifier: Apache-2.0
// kernels_avx2.cc — 64 bytes a step with AVX2.
#include "unicode/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define DAU_AVX2 __attribute__((target("avx2")))

namespace dau::unicode {
namespace {
using Bytes = __m256i;  // 32 of them

DAU_AVX2 inline Bytes load(const char* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }
DAU_AVX2 inline Bytes all(int value) { return _mm256_set1_epi8(static_cast<char>(value)); }
DAU_AVX2 inline Bytes equals(Bytes a, int value) { return _mm256_cmpeq_epi8(a, all(value)); }
DAU_AVX2 inline Bytes at_least(Bytes a, int value) { return _mm256_cmpeq_epi8(_mm256_max_epu8(a, all(value)), a); }
DAU_AVX2 inline Bytes low_nibble(Bytes a) { return _mm256_and_si256(a, all(0x0F)); }
DAU_AVX2 inline Bytes high_nibble(Bytes a) { return low_nibble(_mm256_srli_epi16(a, 4)); }
DAU_AVX2 inline std::uint32_t bits(Bytes a) { return static_cast<std::uint32_t>(_mm256_movemask_epi8(a)); }

// A table of 16 bytes, looked up by nibbles.
struct alignas(16) NibbleTable {
  std::uint8_t values[16];
};
DAU_AVX2 inline Bytes look_up(const NibbleTable& table, Bytes nibbles) {
  const __m128i half = _mm_load_si128(reinterpret_cast<const __m128i*>(table.values));
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(half), nibbles);
}

// Rare leads by their nibbles: a bit for each row C, D, E, F of the table of bytes, set where row and column meet.
constexpr NibbleTable kRareRow = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8}};
constexpr NibbleTable kRareColumn = {{
    8 | 4,      // E0 F0
    8,          // F1
    8 | 2,      // D2 F2
    8 | 4,      // E3 F3
    8, 8,       // F4 F5
    8 | 2,      // D6 F6
    8 | 2,      // D7 F7
    8 | 2,      // D8 F8
    8 | 2,      // D9 F9
    8 | 4 | 2,  // DA EA FA
    8 | 2,      // DB FB
    8 | 2,      // DC FC
    8 | 2 | 1,  // CD DD FD
    8 | 2 | 1,  // CE DE FE
    8 | 4 | 2,  // DF EF FF
}};

struct Flags32 {
  std::uint32_t marks, others;
};

// needs_look() of kernels.cc for 32 bytes.
DAU_AVX2 inline Flags32 flag_bytes(const char* text) {
  const Bytes lead = load(text), second = load(text + 1), third = load(text + 2);
  const Bytes rare_bits =
      _mm256_and_si256(look_up(kRareRow, high_nibble(lead)), look_up(kRareColumn, low_nibble(lead)));
  const Bytes common = equals(rare_bits, 0);
  const Bytes latin = equals(_mm256_and_si256(second, all(0xFC)), 0xB8);
  const Bytes dashes = _mm256_and_si256(equals(second, 0x80), at_least(third, 0x82));
  const Bytes e1 = _mm256_andnot_si256(latin, equals(lead, 0xE1));
  const Bytes e2 = _mm256_andnot_si256(dashes, equals(lead, 0xE2));
  return {bits(equals(lead, 0xCC)), ~bits(common) | bits(_mm256_or_si256(e1, e2))};
}

DAU_AVX2 void flag_blocks(const char* text, std::size_t blocks, BlockFlags* flags) {
  for (std::size_t i = 0; i < blocks; ++i, text += 64) {
    const Flags32 low = flag_bytes(text), high = flag_bytes(text + 32);
    flags[i].marks = std::uint64_t{high.marks} << 32 | low.marks;
    flags[i].others = std::uint64_t{high.others} << 32 | low.others;
  }
}

// Errors that two neighbouring bytes show, by Keiser and Lemire, "Validating UTF-8 in less than one instruction per
// byte" (2021): each table holds the errors its nibble allows, and an error is there when all three agree.
enum PairError : std::uint8_t {
  too_short = 1 << 0,          // a lead or ASCII where a continuation should be
  too_long = 1 << 1,           // a continuation after ASCII
  overlong_3 = 1 << 2,         // E0 before 80–9F
  too_large = 1 << 3,          // F4 before 90–BF, F5 and more
  surrogate = 1 << 4,          // ED before A0–BF
  overlong_2 = 1 << 5,         // C0 C1
  overlong_4 = 1 << 6,         // F0 before 80–8F
  too_large_1000 = 1 << 6,     // F5 and more before 80–8F; the first byte tells it from overlong_4
  two_continuations = 1 << 7,  // an error unless a lead two or three bytes earlier asks for it
};
constexpr std::uint8_t kAnyColumn = too_short | too_long | two_continuations;
constexpr std::uint8_t kLargeColumn = kAnyColumn | too_large | too_large_1000;
constexpr std::uint8_t kContinuation = too_long | overlong_2 | two_continuations;

constexpr NibbleTable kFirstHigh = {{
    too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long,  // ASCII
    two_continuations, two_continuations, two_continuations, two_continuations,      // 80–BF
    too_short | overlong_2,                                                          // C0–CF
    too_short,                                                                       // D0–DF
    too_short | overlong_3 | surrogate,                                              // E0–EF
    too_short | too_large | too_large_1000 | overlong_4,                             // F0–FF
}};
constexpr NibbleTable kFirstLow = {{
    kAnyColumn | overlong_3 | overlong_2 | overlong_4,  // _0
    kAnyColumn | overlong_2,                            // _1
    kAnyColumn,
    kAnyColumn,              // _2 _3
    kAnyColumn | too_large,  // _4
    kLargeColumn,
    kLargeColumn,
    kLargeColumn,
    kLargeColumn,
    kLargeColumn,
    kLargeColumn,
    kLargeColumn,
    kLargeColumn,
    kLargeColumn | surrogate,  // _D
    kLargeColumn,
    kLargeColumn,
}};
constexpr NibbleTable kSecondHigh = {{
    too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,  // ASCII
    kContinuation | overlong_3 | too_large_1000 | overlong_4,                                // 80–8F
    kContinuation | overlong_3 | too_large,                                                  // 90–9F
    kContinuation | surrogate | too_large, kContinuation | surrogate | too_large,            // A0–BF
    too_short, too_short, too_short, too_short,                                              // leads
}};

// `input` moved back by N bytes, with the last bytes of `before` in front.
template <int N>
DAU_AVX2 inline Bytes earlier(Bytes input, Bytes before) {
  return _mm256_alignr_epi8(input, _mm256_permute2x128_si256(before, input, 0x21), 16 - N);
}

// Not zero where `input`, which follows `before`, is wrong.
DAU_AVX2 inline Bytes utf8_errors(Bytes input, Bytes before) {
  const Bytes first = earlier<1>(input, before);
  const Bytes pair =
      _mm256_and_si256(_mm256_and_si256(look_up(kFirstHigh, high_nibble(first)), look_up(kFirstLow, low_nibble(first))),
                       look_up(kSecondHigh, high_nibble(input)));
  const Bytes third = _mm256_subs_epu8(earlier<2>(input, before), all(0xE0 - 0x80));
  const Bytes fourth = _mm256_subs_epu8(earlier<3>(input, before), all(0xF0 - 0x80));
  const Bytes wanted = _mm256_and_si256(_mm256_or_si256(third, fourth), all(0x80));
  return _mm256_xor_si256(wanted, pair);
}

// `end` without a sequence that begins before it and may go on after it; what is before `end` is otherwise valid.
std::size_t boundary(const char* bytes, std::size_t end) {
  for (std::size_t back = 1; back <= 3 && back <= end; ++back) {
    const auto byte = static_cast<unsigned char>(bytes[end - back]);
    if (byte >= 0xC0) return byte >= (back == 1 ? 0xC0 : back == 2 ? 0xE0 : 0xF0) ? end - back : end;
  }
  return end;
}

DAU_AVX2 std::size_t valid_prefix(const char* bytes, std::size_t size) {
  Bytes before = _mm256_setzero_si256();
  std::size_t i = 0;
  for (; i + 64 <= size; i += 64) {
    const Bytes low = load(bytes + i), high = load(bytes + i + 32);
    if (bits(_mm256_or_si256(low, high)) == 0) {
      if (boundary(bytes, i) != i) break;  // ASCII after a sequence that was cut short
    } else {
      const Bytes errors = _mm256_or_si256(utf8_errors(low, before), utf8_errors(high, low));
      if (_mm256_testz_si256(errors, errors) == 0) break;
    }
    before = high;
  }
  return boundary(bytes, i);
}

constexpr Kernels kAvx2{"avx2", valid_prefix, flag_blocks};
}  // namespace

const Kernels* avx2_kernels() { return __builtin_cpu_supports("avx2") ? &kAvx2 : nullptr; }
}  // namespace dau::unicode
#else
const dau::unicode::Kernels* dau::unicode::avx2_kernels() { return nullptr; }
#endif
