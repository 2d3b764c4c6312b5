// SPDX-License-Identifier: Apache-2.0
// unicode_passage.h — the text that the Unicode benchmarks read: own sentences of several registers, repeated.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "dau/unicode/normalize.h"

namespace dau::bench {
constexpr std::string_view kSentences =
    "Sáng nay trời trở gió, mẹ dặn tôi mặc thêm áo rồi hãy ra đồng.\n"
    "Hợp đồng này có hiệu lực kể từ ngày ký và được lập thành hai bản có giá trị như nhau.\n"
    "Ê, mai rảnh không, đi uống cà phê với tụi mình nhé?\n"
    "Người sử dụng lao động phải trả lương đầy đủ, đúng hạn theo quy định tại khoản 2 Điều 94.\n"
    "Dòng sông chảy qua làng, mùa nước nổi mang phù sa bồi đắp những thửa ruộng hai bên bờ.\n"
    "Máy chủ sẽ khởi động lại sau khi bạn lưu cấu hình — hãy sao lưu dữ liệu trước khi tiếp tục.\n"
    "Bà kể chuyện ngày xưa, giọng chậm rãi; lũ trẻ ngồi quanh bếp lửa, mắt tròn xoe.\n"
    "Doanh thu quý III tăng 12,5% so với cùng kỳ năm trước, chủ yếu nhờ xuất khẩu thuỷ sản.\n"
    "“Ở lại ăn cơm đã”, chị cười, “trời sắp mưa rồi…”\n"
    "Thư viện mở cửa từ 7 giờ 30 đến 17 giờ, trừ chủ nhật và các ngày lễ, tết.\n";

inline std::string passage(std::size_t size_bytes) {
  std::string text;
  while (text.size() < size_bytes) text += kSentences;
  return text;
}

// 10 MB in NFC and the same text in NFD, made once.
inline const std::string& nfc_passage() {
  static const std::string text = passage(10'000'000);
  return text;
}
inline const std::string& nfd_passage() {
  static const std::string text = unicode::to_nfd(nfc_passage());
  return text;
}
}  // namespace dau::bench
