// SPDX-License-Identifier: Apache-2.0
#include "dau/ledger/note.h"

#include <gtest/gtest.h>

#include "ledger/sign_note.h"

namespace dau::ledger {
namespace {
constexpr std::string_view kPem =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";

SigningKey key() { return *SigningKey::from_pem(kPem, "k"); }
Checkpoint checkpoint() { return {"a.vn/log", 7, leaf_hash({})}; }
std::string note(std::string_view name = "a.vn/log") { return *sign_note(to_body(checkpoint()), name, key()); }
NoteKey note_key(std::string name = "a.vn/log") { return {std::move(name), key().public_key()}; }

std::string fault(std::string_view text, const NoteKey& by) {
  const auto read = read_checkpoint(text, by, "c");
  return read ? "" : read.error().message;
}

TEST(NoteTest, IsReadByWhoHasTheKey) {
  const auto read = read_checkpoint(note(), note_key(), "c");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, checkpoint());
  EXPECT_TRUE(read_checkpoint(note(), note_key(""), "c"));  // a key of any name
  EXPECT_EQ(fault(note(), note_key("b.vn/log")), "not signed by the key");
  NoteKey other = note_key();
  other.key[0] ^= std::byte{1};
  EXPECT_EQ(fault(note(), other), "not signed by the key");
}

TEST(NoteTest, SignaturesOfOthersArePassedOver) {
  const std::string more = note() + "\xE2\x80\x94 witness.vn AAAAAAAA\n";
  EXPECT_TRUE(read_checkpoint(more, note_key(), "c"));
}

TEST(NoteTest, NothingElseIsANote) {
  std::string other = note();
  other.replace(other.find("\n7\n"), 3, "\n8\n");
  EXPECT_EQ(fault(other, note_key()), "not signed by the key");
  for (const std::string& text :
       {std::string(), std::string("\n\n"), to_body(checkpoint()), note() + "x\n", note().substr(0, note().size() - 1),
        "a\nx\n" + note(),
        std::string("a.vn/log\n07\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\xE2\x80\x94 a AAAA\n")})
    EXPECT_NE(fault(text, note_key()), "") << text;
}

TEST(NoteKeyTest, IsWrittenAndReadInBothForms) {
  const std::string text = to_text(note_key());
  const auto read = read_note_key(text + "\n", "k");
  ASSERT_TRUE(read);
  EXPECT_EQ(to_text(*read), text);
  EXPECT_EQ(read_note_key(kPem, "k")->key, key().public_key());
  for (const std::string& bad : {std::string(), std::string("a"), std::string("a+b"), std::string("+00000000+AQ=="),
                                 "b" + text, text.substr(0, text.size() - 4)})
    EXPECT_FALSE(read_note_key(bad, "k")) << bad;
}

TEST(ProofFileTest, ComesBack) {
  const Proof proof{3, "tiếng Việt", {leaf_hash({}), node_hash(leaf_hash({}), leaf_hash({}))}, note()};
  const std::string text = to_text(proof);
  const auto read = read_proof(text, "p");
  ASSERT_TRUE(read);
  EXPECT_EQ(to_text(*read), text);
  EXPECT_EQ(read->extra, proof.extra);
  EXPECT_EQ(read->path, proof.path);
  for (const std::string& bad :
       {std::string(), std::string("c2sp.org/tlog-proof@v1\n"), std::string("c2sp.org/tlog-proof@v1\nindex 01\n\nx"),
        std::string("c2sp.org/tlog-proof@v1\nextra x\nindex 1\n\nx"),
        std::string("c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nx"), std::string("c2sp.org/tlog-proof@v1\nindex 1\n")})
    EXPECT_FALSE(read_proof(bad, "p")) << bad;
}
}  // namespace
}  // namespace dau::ledger
