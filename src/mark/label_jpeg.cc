// SPDX-License-Identifier: Apache-2.0
// label_jpeg.cc — adapter of libjpeg: pixels out of a JPEG, and into one.
#include <csetjmp>
#include <cstdio>  // jpeglib.h wants it

#include <jpeglib.h>

#include <cstdlib>

#include "mark/label_parts.h"

namespace dau::mark {
namespace {
// libjpeg leaves by a jump: nothing with a destructor may be made between setjmp and what may fail.
struct Jump {
  jpeg_error_mgr manager;
  std::jmp_buf back;
};

void leave(j_common_ptr common) { std::longjmp(reinterpret_cast<Jump*>(common->err)->back, 1); }
void say_nothing(j_common_ptr) {}

void quieten(Jump& jump, jpeg_error_mgr*& slot) {
  slot = jpeg_std_error(&jump.manager);
  jump.manager.error_exit = leave;
  jump.manager.output_message = say_nothing;
}

enum class Outcome : std::uint8_t { done, corrupt, too_large };

// Rows of three bytes a pixel, into `image`, whose pixels are made room for by `ready`.
Outcome decode(std::string_view jpeg, Image& image, std::vector<std::uint8_t>& row) {
  jpeg_decompress_struct decoder;
  Jump jump;
  quieten(jump, decoder.err);
  jpeg_create_decompress(&decoder);
  if (setjmp(jump.back) != 0) {
    jpeg_destroy_decompress(&decoder);
    return Outcome::corrupt;
  }
  jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char*>(jpeg.data()), jpeg.size());
  jpeg_read_header(&decoder, TRUE);
  if (std::int64_t{decoder.image_width} * decoder.image_height > kMaxPixels) {
    jpeg_destroy_decompress(&decoder);
    return Outcome::too_large;
  }
  decoder.out_color_space = JCS_RGB;
  jpeg_start_decompress(&decoder);
  image.width = static_cast<int>(decoder.output_width);
  image.height = static_cast<int>(decoder.output_height);
  image.pixels.resize(std::size_t{decoder.output_width} * decoder.output_height);
  row.resize(std::size_t{decoder.output_width} * 3);
  std::uint8_t* line = row.data();
  std::uint32_t* to = image.pixels.data();
  while (decoder.output_scanline < decoder.output_height) {
    jpeg_read_scanlines(&decoder, &line, 1);
    for (unsigned x = 0; x < decoder.output_width; ++x)
      *to++ = static_cast<std::uint32_t>(line[3 * x]) << 16 | static_cast<std::uint32_t>(line[3 * x + 1]) << 8 |
              line[3 * x + 2];
  }
  jpeg_finish_decompress(&decoder);
  jpeg_destroy_decompress(&decoder);
  return Outcome::done;
}

bool encode(const Image& image, std::vector<std::uint8_t>& row, unsigned char*& out, unsigned long& size) {
  jpeg_compress_struct encoder;
  Jump jump;
  quieten(jump, encoder.err);
  jpeg_create_compress(&encoder);
  if (setjmp(jump.back) != 0) {
    jpeg_destroy_compress(&encoder);
    return false;
  }
  jpeg_mem_dest(&encoder, &out, &size);
  encoder.image_width = static_cast<unsigned>(image.width);
  encoder.image_height = static_cast<unsigned>(image.height);
  encoder.input_components = 3;
  encoder.in_color_space = JCS_RGB;
  jpeg_set_defaults(&encoder);
  jpeg_set_quality(&encoder, 92, TRUE);
  jpeg_start_compress(&encoder, TRUE);
  const std::uint32_t* from = image.pixels.data();
  std::uint8_t* line = row.data();
  while (encoder.next_scanline < encoder.image_height) {
    for (unsigned x = 0; x < encoder.image_width; ++x, ++from) {
      line[3 * x] = static_cast<std::uint8_t>(*from >> 16);
      line[3 * x + 1] = static_cast<std::uint8_t>(*from >> 8);
      line[3 * x + 2] = static_cast<std::uint8_t>(*from);
    }
    jpeg_write_scanlines(&encoder, &line, 1);
  }
  jpeg_finish_compress(&encoder);
  jpeg_destroy_compress(&encoder);
  return true;
}
}  // namespace

Result<Image> read_jpeg(std::string_view jpeg, const std::string& name) {
  Image image;
  std::vector<std::uint8_t> row;
  switch (decode(jpeg, image, row)) {
    case Outcome::done:
      return image;
    case Outcome::too_large:
      return Error{Errc::unsupported, "an image of more than 100 megapixels", name};
    case Outcome::corrupt:
      break;
  }
  return Error{Errc::corrupt, "not a JPEG that libjpeg can read", name};
}

Result<std::string> write_jpeg(const Image& image, const std::string& name) {
  std::vector<std::uint8_t> row(static_cast<std::size_t>(image.width) * 3);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const bool done = encode(image, row, bytes, size);
  std::string out = done ? std::string(reinterpret_cast<char*>(bytes), size) : std::string();
  std::free(bytes);
  if (!done) return Error{Errc::backend, "libjpeg writes no JPEG", name};
  return out;
}
}  // namespace dau::mark
