// SPDX-License-Identifier: Apache-2.0
// label_wav.cc — a cue before the sound of a WAV: a file that was given, or two tones.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <optional>

#include "mark/bytes_be.h"
#include "mark/container.h"
#include "mark/label_parts.h"

namespace dau::mark {
namespace {
struct Sound {
  std::uint32_t format = 0, channels = 0, rate_hz = 0, bits = 0;  // format: 1 integers, 3 floats
  std::uint64_t size_at = 0;                                      // of the length of the data chunk
  std::string_view data;
};

Result<Sound> read_wav(std::string_view wav, const std::string& name) {
  Sound out;
  if (wav.size() < 12 || !wav.starts_with("RIFF") || wav.substr(8, 4) != "WAVE")
    return not_of_format("not a WAV", name, 0);
  for (std::uint64_t at = 12; at + 8 <= wav.size();) {
    const std::uint64_t size = u32_le(wav, at + 4);
    if (size > wav.size() - at - 8) return not_of_format("a chunk that is longer than the file", name, at);
    const std::string_view body = wav.substr(at + 8, size);
    if (wav.substr(at, 4) == "fmt " && size >= 16) {
      out.format = u32_le(body, 0) & 0xFFFF;
      out.channels = u32_le(body, 0) >> 16;
      out.rate_hz = u32_le(body, 4);
      out.bits = u32_le(body, 12) >> 16;
      if (out.format == 0xFFFE && size >= 26)
        out.format = static_cast<std::uint8_t>(body[24]);  // WAVE_FORMAT_EXTENSIBLE
    }
    if (wav.substr(at, 4) == "data") {
      out.size_at = at + 4;
      out.data = body;
      break;
    }
    at += 8 + size + (size & 1);
  }
  const bool integers = out.format == 1 && (out.bits == 8 || out.bits == 16 || out.bits == 24 || out.bits == 32);
  if (out.size_at == 0 || out.channels == 0 || out.channels > 64 || out.rate_hz == 0 || out.rate_hz > 1'000'000 ||
      !(integers || (out.format == 3 && out.bits == 32)))
    return Error{Errc::unsupported, "a WAV that is neither PCM of 8 to 32 bits nor 32-bit floats", name};
  return out;
}

void put_sample(std::string& out, double value, const Sound& sound) {
  if (sound.format == 3) {
    const auto real = static_cast<float>(value);
    std::uint32_t bits = 0;
    std::memcpy(&bits, &real, sizeof bits);
    out += le(bits, 4);
  } else if (sound.bits == 8) {
    out += static_cast<char>(static_cast<std::uint8_t>(std::lround(128 + 127 * value)));
  } else {
    const double most = std::ldexp(1.0, static_cast<int>(sound.bits) - 1) - 1;
    out += le(static_cast<std::uint64_t>(std::llround(most * value)), static_cast<int>(sound.bits / 8));
  }
}

// Two tones of a quarter of a second, a third apart, with soft edges; then a pause.
std::string tones(const Sound& sound) {
  std::string out;
  const auto part = [&](double hz, double seconds) {
    const auto samples = static_cast<int>(seconds * sound.rate_hz);
    const double edge = 0.02 * sound.rate_hz;
    for (int i = 0; i < samples; ++i) {
      const double gain = std::min({1.0, i / edge, (samples - i) / edge});
      const double value = hz == 0 ? 0 : 0.3 * gain * std::sin(2 * std::numbers::pi * hz * i / sound.rate_hz);
      for (std::uint32_t channel = 0; channel < sound.channels; ++channel) put_sample(out, value, sound);
    }
  };
  part(880, 0.25);
  part(0, 0.05);
  part(1108.73, 0.25);
  part(0, 0.25);
  return out;
}
}  // namespace

Result<std::string> label_wav(std::string_view wav, std::string_view cue, const std::string& name) {
  DAU_TRY(const Sound sound, read_wav(wav, name));
  std::string first;
  if (cue.empty()) {
    first = tones(sound);
  } else {
    DAU_TRY(const Sound given, read_wav(cue, "cue"));
    if (given.format != sound.format || given.channels != sound.channels || given.rate_hz != sound.rate_hz ||
        given.bits != sound.bits)
      return Error{Errc::invalid_argument, "has other channels, rate or bits than the sound", "cue"};
    first = given.data;
  }
  const std::uint64_t size = first.size() + sound.data.size();
  const std::uint64_t at = sound.size_at + 4;
  std::string out(wav.substr(0, at));
  out += first;
  out += sound.data;
  if ((size & 1) != 0) out += '\0';
  const std::uint64_t rest = at + sound.data.size() + (sound.data.size() & 1);
  if (rest < wav.size()) out += wav.substr(rest);
  if (out.size() - 8 > 0xFFFFFFFFu) return Error{Errc::unsupported, "a WAV has no room beyond 4 GiB", name};
  out.replace(sound.size_at, 4, le(size, 4));
  out.replace(4, 4, le(out.size() - 8, 4));
  return out;
}
}  // namespace dau::mark
