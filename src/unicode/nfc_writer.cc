// SPDX-License-Identifier: Apache-2.0
// nfc_writer.cc — one pass over the flagged characters.
#include "unicode/nfc_writer.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "unicode/compose.h"

namespace dau::unicode {
namespace {
constexpr std::size_t kStep = 16;   // bytes copied at once, often more than needed
constexpr std::size_t kSlack = 64;  // room for that behind the text
constexpr unsigned char kMarkLead = 0xCC, kNextMarkLead = 0xCD;

unsigned char byte_at(const char* text, std::size_t i) noexcept { return static_cast<unsigned char>(text[i]); }

std::size_t previous(std::string_view text, std::size_t offset) noexcept {
  do --offset;
  while ((byte_at(text.data(), offset) & 0xC0) == 0x80);
  return offset;
}

void store(char* to, PackedUtf8 packed) noexcept {
  to[0] = static_cast<char>(packed);
  to[1] = static_cast<char>(packed >> 8);
  to[2] = static_cast<char>(packed >> 16);
}

// Bits of the marks that follow another mark; `carry` holds the last two bits of the block before.
std::uint64_t followers(std::uint64_t marks, std::uint64_t carry) noexcept { return marks & (marks << 2 | carry); }
}  // namespace

std::size_t run_begin(std::string_view text, std::size_t offset, std::size_t floor) noexcept {
  if (offset == floor || has_boundary_before(decode_at(text, offset).value)) return offset;
  return previous(text, offset);
}

NfcWriter::NfcWriter(std::string_view text, std::vector<OffsetMap::Piece>* pieces)
    : text_(text), pieces_(pieces), out_(text.size() + kSlack, '\0') {}

// A block is clean when all that is flagged in it are bases with one or two marks.
std::string NfcWriter::write() {
  BlockScanner scanner(text_);
  std::uint64_t carry = 0, follower_carry = 0;
  while (scanner.next()) {
    const auto [marks, others] = scanner.flags();
    const std::uint64_t following = followers(marks, carry);
    const std::uint64_t thirds = following & (following << 2 | follower_carry);
    const bool inside = scanner.begin() > 0 && scanner.begin() + BlockScanner::kBlock + kStep < text_.size();
    if (others == 0 && thirds == 0 && inside && pieces_ == nullptr) {
      write_clean(scanner.begin(), marks & ~following);
    } else {
      write_careful(scanner.begin(), marks | others);
    }
    carry = marks >> 62;
    follower_carry = following >> 62;
  }
  copy_until(text_.size());
  out_.resize(to_);
  return std::move(out_);
}

// `marks`: the first mark of each base. Branches only where the text is not Vietnamese.
void NfcWriter::write_clean(std::size_t block, std::uint64_t marks) {
  const char* const text = text_.data();
  for (; marks != 0; marks &= marks - 1) {
    const std::size_t mark = block + static_cast<std::size_t>(std::countr_zero(marks));
    const unsigned two = byte_at(text, mark + 2) == kMarkLead ? 64 : 0;
    const PackedUtf8 letter =
        clusters_[kBaseClass[byte_at(text, mark - 1)]][kMarkClass[64 | (byte_at(text, mark + 1) & 0x3F)]]
                 [kMarkClass[two | (byte_at(text, mark + 3) & 0x3F)]];
    if (letter == 0 || mark <= in_) {
      if (mark >= in_) write_run(mark);
      continue;
    }
    const std::size_t size = mark - 1 - in_;
    std::memcpy(out_.data() + to_, text + in_, kStep);
    if (size > kStep) std::memcpy(out_.data() + to_, text + in_, size);
    to_ += size;
    store(out_.data() + to_, letter);
    last_ = {mark - 1, mark + 2 + two / 32, to_};
    to_ += letter >> 24;
    in_ = last_.end;
  }
}

void NfcWriter::write_careful(std::size_t block, std::uint64_t flagged) {
  for (; flagged != 0; flagged &= flagged - 1) {
    const std::size_t offset = block + static_cast<std::size_t>(std::countr_zero(flagged));
    if (offset >= in_ && !write_cluster(offset)) write_run(offset);
  }
}

// Writes the base before `mark` and its marks, when the table knows them and nothing else combines with them.
bool NfcWriter::write_cluster(std::size_t mark) {
  const char* const text = text_.data();
  const auto lead = [&](std::size_t i) { return i < text_.size() ? byte_at(text, i) : 0; };
  if (mark == in_ || lead(mark) != kMarkLead) return false;
  const bool two = lead(mark + 2) == kMarkLead;
  const std::size_t end = mark + (two ? 4 : 2);
  const auto mark_class = [&](std::size_t i) { return kMarkClass[64 | (byte_at(text, i + 1) & 0x3F)]; };
  const PackedUtf8 letter =
      clusters_[kBaseClass[byte_at(text, mark - 1)]][mark_class(mark)][two ? mark_class(mark + 2) : 0];
  if (letter == 0 || lead(end) == kMarkLead || lead(end) == kNextMarkLead) return false;
  copy_until(mark - 1);
  store(out_.data() + to_, letter);
  last_ = {mark - 1, end, to_};
  if (pieces_ != nullptr) pieces_->push_back({to_, letter >> 24, mark - 1, end - (mark - 1)});
  to_ += letter >> 24;
  in_ = end;
  return true;
}

// Normalises the run around a flagged character; a cluster that turns out to go on is taken back first.
void NfcWriter::write_run(std::size_t flagged) {
  const char32_t c = decode_at(text_, flagged).value;
  if (is_stable(c)) return;
  const bool goes_on = flagged > 0 && flagged == in_ && flagged == last_.end && !has_boundary_before(c);
  if (goes_on) reopen_cluster();
  const std::size_t begin = goes_on ? in_ : run_begin(text_, flagged, in_);
  const std::size_t end = run_end(text_, begin);
  const std::string_view source = text_.substr(begin, end - begin);
  run_.clear();
  append_nfc(run_, source, scratch_);
  copy_until(begin);
  const std::size_t needed = to_ + run_.size() + (text_.size() - end) + kSlack;
  if (needed > out_.size()) out_.resize(needed + needed / 8);
  std::copy(run_.begin(), run_.end(), out_.begin() + static_cast<std::ptrdiff_t>(to_));
  if (pieces_ != nullptr && run_ != source) pieces_->push_back({to_, run_.size(), begin, source.size()});
  to_ += run_.size();
  in_ = end;
}

void NfcWriter::reopen_cluster() {
  in_ = last_.begin;
  to_ = last_.to;
  last_ = {0, 0, 0};
  if (pieces_ != nullptr) pieces_->pop_back();
}

void NfcWriter::copy_until(std::size_t end) {
  if (end == in_) return;  // an empty text may be a null pointer, which memcpy() does not take
  std::memcpy(out_.data() + to_, text_.data() + in_, end - in_);
  to_ += end - in_;
  in_ = end;
}
}  // namespace dau::unicode
