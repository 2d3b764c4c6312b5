// SPDX-License-Identifier: Apache-2.0
#include "mark/samples.h"

#include <map>
#include <stdexcept>

#include "mark/bytes_be.h"

namespace dau::mark::testing {
namespace {
std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}

std::string box(std::string_view type, std::string_view content) {
  return be(content.size() + 8, 4) + std::string(type) + std::string(content);
}

// One pixel.
std::string png() {
  return from_hex(
      "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b49444154789c63600002000005"
      "00017a5eab3f0000000049454e44ae426082");
}

// Tables and one block; nobody decodes it here.
std::string jpeg() {
  const std::string app0 = "\xFF\xE0" + be(16, 2) + std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14);
  const std::string table = "\xFF\xDB" + be(67, 2) + std::string(65, '\x10');
  const std::string scan = "\xFF\xDA" + be(8, 2) + std::string("\1\1\0\0\x3F\0", 6) + std::string(40, '\x55');
  return "\xFF\xD8" + app0 + table + scan + "\xFF\xD9";
}

std::string riff(std::string_view form, std::string_view chunks) {
  return "RIFF" + le(chunks.size() + 4, 4) + std::string(form) + std::string(chunks);
}

std::string chunk(std::string_view type, std::string_view data) {
  return std::string(type) + le(data.size(), 4) + std::string(data) + std::string(data.size() & 1, '\0');
}

std::string wav() {
  const std::string format = le(1, 2) + le(1, 2) + le(8000, 4) + le(16000, 4) + le(2, 2) + le(16, 2);
  return riff("WAVE", chunk("fmt ", format) + chunk("data", std::string(101, '\x07')));
}

std::string webp() {
  const std::string header = std::string(4, '\0') + le(0, 3) + le(0, 3);
  return riff("WEBP", chunk("VP8X", header) + chunk("VP8L", std::string(21, '\x2F')));
}

std::string mp3_frames() { return "\xFF\xFB\x90\x64" + std::string(413, '\x33'); }

std::string mp3_tagged() {
  const std::string title = "TIT2" + be(5, 4) + std::string(2, '\0') + std::string(1, '\3') + "Bài";
  const std::string frames = title + std::string(20, '\0');
  return "ID3" + std::string("\4\0\0", 3) + be(frames.size(), 4) + frames + mp3_frames();
}

// ftyp, moov with one chunk offset that points to the content of mdat.
std::string mp4() {
  const std::string ftyp = box("ftyp", "isom" + be(512, 4) + "isommp41");
  const auto moov_for = [](std::uint64_t offset) {
    const std::string stco = box("stco", be(0, 4) + be(1, 4) + be(offset, 4));
    return box("moov", box("trak", box("mdia", box("minf", box("stbl", stco)))));
  };
  const std::uint64_t offset = ftyp.size() + moov_for(0).size() + 8;
  return ftyp + moov_for(offset) + box("mdat", "âm thanh và hình ảnh");
}

std::string pdf() {
  std::string out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  std::vector<std::size_t> places;
  const char* const objects[] = {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"};
  int number = 0;
  for (const char* object : objects) {
    places.push_back(out.size());
    out += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::size_t table = out.size();
  out += "xref\n0 4\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    std::string digits = std::to_string(place);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return out + "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}
}  // namespace

std::vector<Sample> samples() {
  return {
      {"a.png", png()},
      {"a.jpg", jpeg()},
      {"a.wav", wav()},
      {"a.webp", webp()},
      {"a.mp3", mp3_frames()},
      {"tagged.mp3", mp3_tagged()},
      {"a.mp4", mp4()},
      {"a.pdf", pdf()},
      {"a.svg", "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Tên</title></svg>\n"},
      {"a.html", "<!DOCTYPE html>\n<html lang=\"vi\"><head><title>Tin</title></head><body><p>Chào</p></body></html>\n"},
      {"a.md", "# Tin\n\nMột đoạn.\n"},
      {"a.py", "#!/usr/bin/env python3\nprint('chào')\n"}};
}

Sample sample(const std::string& name) {
  for (Sample& one : samples())
    if (one.name == name) return one;
  throw std::out_of_range(name);
}

const Authority& authority(KeyKind kind) {
  static std::map<KeyKind, Authority> made;
  auto at = made.find(kind);
  if (at == made.end())
    at = made.emplace(kind, *make_authority(kind, {"Cty A", "Cty A mark signer", 3650, 366}, kNow)).first;
  return at->second;
}

AddOptions how(Origin origin, KeyKind kind) {
  AddOptions options;
  options.origin = origin;
  options.key_pem = authority(kind).leaf_key;
  options.chain_pem = authority(kind).leaf;
  options.now = kNow;
  return options;
}

VerifyOptions trusting(KeyKind kind) { return {authority(kind).root, "roots.pem", kNow}; }

std::string codes(const Report& report, StatusKind kind) {
  std::string out;
  for (const Status& one : report.statuses)
    if (one.kind == kind) out += (out.empty() ? "" : ", ") + one.code;
  return out;
}
}  // namespace dau::mark::testing
