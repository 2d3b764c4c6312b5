// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "base/bytes.h"
#include "licence/scan/found.h"

namespace dau::licence {
namespace {
std::string text_bytes(const ByteWriter& writer) { return std::string(as_text(writer.bytes())); }

void put_text(ByteWriter& out, std::string_view text) {
  out.put_u64(text.size());
  out.put_bytes(as_bytes(text));
}

void put_pair(ByteWriter& out, std::string_view key, std::string_view value) {
  put_text(out, key);
  out.put_u32(8);
  put_text(out, value);
}

std::string gguf() {
  ByteWriter out;
  out.put_bytes(as_bytes("GGUF"));
  out.put_u32(3);
  out.put_u64(0);
  out.put_u64(6);
  put_pair(out, "general.name", "Vi 1B");
  put_text(out, "tokenizer.ggml.tokens");  // an array of texts, passed over
  out.put_u32(9);
  out.put_u32(8);
  out.put_u64(2);
  put_text(out, "a");
  put_text(out, "b");
  put_text(out, "general.quantization_version");
  out.put_u32(4);
  out.put_u32(2);
  put_pair(out, "general.license", "cc-by-nc-4.0");
  put_pair(out, "general.base_model.0.name", "Base");
  put_pair(out, "general.base_model.0.repo_url", "https://huggingface.co/maker/base");
  return text_bytes(out);
}

// A field of a protocol buffer with a length below 128.
std::string field(int number, const std::string& content) {
  return std::string(1, static_cast<char>(number << 3 | 2)) + static_cast<char>(content.size()) + content;
}

std::string onnx() {
  return "\x08\x08" + field(2, "pytorch") + field(7, std::string(40, '\x01')) +
         field(14, field(1, "license") + field(2, "CC-BY-NC-ND-4.0")) +
         field(14, field(1, "author") + field(2, "hynt"));
}

std::string licence_of(const Result<Found>& found) {
  if (!found) return found.error().message + " @ " + found.error().at;
  return found->declared.empty() ? "" : found->declared.front().text;
}

TEST(Weights, ReadsTheMetadataOfGguf) {
  const auto found = read_gguf(as_bytes(gguf()), "m.gguf");
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->name, "Vi 1B");
  EXPECT_EQ(licence_of(found), "cc-by-nc-4.0");
  ASSERT_EQ(found->edges.size(), 1u);
  EXPECT_EQ(found->edges[0].target, "maker/base");
}

TEST(Weights, RefusesGgufThatLies) {
  EXPECT_EQ(licence_of(read_gguf(as_bytes("GGML"), "m")), "no GGUF file @ m at byte 4");
  std::string cut = gguf();
  for (std::size_t size = 0; size < cut.size(); ++size) {
    const auto found = read_gguf(as_bytes(std::string_view(cut).substr(0, size)), "m");
    EXPECT_FALSE(found) << size;
  }
  std::string huge = gguf();
  huge.replace(16, 8, std::string(8, '\xFF'));  // so many pairs are not there
  EXPECT_FALSE(read_gguf(as_bytes(huge), "m"));
}

TEST(Weights, ReadsTheMetadataOfSafetensors) {
  const std::string header = R"({"__metadata__":{"license":"apache-2.0","modelspec.title":"T"},"w":{"dtype":"F32"}})";
  ByteWriter out;
  out.put_u64(header.size());
  out.put_bytes(as_bytes(header));
  out.put_zeros(8);
  const std::string bytes = text_bytes(out);
  const auto found = read_safetensors(as_bytes(bytes), "m");
  EXPECT_EQ(licence_of(found), "apache-2.0");
  EXPECT_EQ(found->name, "T");
  EXPECT_EQ(licence_of(read_safetensors(as_bytes(std::string_view(bytes).substr(0, 20)), "m")),
            "\"header\": 83 bytes, 12 left @ m at byte 8");
  std::string huge = bytes;
  huge.replace(0, 8, std::string(7, '\xFF') + '\x7F');
  EXPECT_FALSE(read_safetensors(as_bytes(huge), "m"));
}

TEST(Weights, ReadsTheMetadataOfOnnxBesideTheGraph) {
  const std::string bytes = onnx();
  const auto found = read_onnx(as_bytes(bytes), "m");
  EXPECT_EQ(licence_of(found), "CC-BY-NC-ND-4.0");
  EXPECT_EQ(found->attribution, "hynt");
  EXPECT_EQ(licence_of(read_onnx(as_bytes("\x0a\x05"
                                          "hello"),
                                 "m")),
            "no ONNX model: it has no graph @ m at byte 7");
  for (std::size_t size = 1; size < bytes.size(); ++size)
    static_cast<void>(
        read_onnx(as_bytes(std::string_view(bytes).substr(0, size)), "m"));  // no crash; some cuts are whole
}

TEST(Packages, SayTheirLicences) {
  EXPECT_EQ(licence_of(read_package_json(R"j({"name":"a","license":"(MIT OR Apache-2.0)"})j", "p")),
            "(MIT OR Apache-2.0)");
  EXPECT_EQ(licence_of(read_package_json(R"({"licenses":[{"type":"MIT"},{"type":"ISC"}]})", "p")), "MIT OR ISC");
  EXPECT_EQ(licence_of(read_package_json("[]", "p")), "not a JSON object @ p");
  EXPECT_EQ(licence_of(read_pyproject("[project]\nname = \"a\"\nlicense = \"MIT\"\n", "p")), "MIT");
  EXPECT_EQ(licence_of(read_pyproject("[project]\nlicense = {text = \"BSD\"}\n", "p")), "BSD");
  EXPECT_EQ(licence_of(read_pyproject("[tool.poetry]\nlicense = \"ISC\"\n", "p")), "ISC");
  EXPECT_EQ(licence_of(read_pyproject("[project]\nclassifiers = [\"License :: OSI Approved :: MIT License\"]\n", "p")),
            "MIT License");
  EXPECT_EQ(licence_of(read_pyproject("[project\n", "p")).substr(0, 14), "not valid TOML");
  EXPECT_EQ(
      licence_of(read_debian_copyright("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
                                       "Files: *\nLicense: GPL-2+ or Expat\n\nFiles: x\nLicense: LGPL-2.1\n\n"
                                       "License: Apache-2.0\n text\n",
                                       "d")),
      "(GPL-2.0-or-later OR MIT) AND LGPL-2.1-only");
}

TEST(Cards, SayLicenceBaseAndData) {
  const auto found = read_card(
      "---\nlicense: other\nlicense_name: gemma\nbase_model: [g/b]\ndatasets:\n- d/e\n---\n# T\n", "README.md");
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(licence_of(found), "gemma");
  ASSERT_EQ(found->edges.size(), 2u);
  EXPECT_EQ(found->edges[0].relation, Relation::fine_tuned_from);
  EXPECT_EQ(found->edges[1].target, "d/e");
  EXPECT_TRUE(read_card("# no front matter\nlicense: mit\n", "r")->declared.empty());
  EXPECT_EQ(licence_of(read_card("---\nlicense: [mit\n---\n", "r")).substr(0, 14), "not valid YAML");
}

TEST(SourceLines, AreReadNearTheBegin) {
  EXPECT_EQ(licence_of(read_spdx_lines("/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */\n")),
            "GPL-2.0-only WITH Linux-syscall-note");
  EXPECT_EQ(licence_of(read_spdx_lines("<!-- SPDX-License-Identifier: MIT -->")), "MIT");
  EXPECT_EQ(licence_of(read_spdx_lines(std::string(3000, ' ') + "SPDX-License-Identifier: MIT")), "");
}
}  // namespace
}  // namespace dau::licence
