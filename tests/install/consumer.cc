// SPDX-License-Identifier: Apache-2.0
// consumer.cc — a program that knows only the installed headers and libraries.
#include <dau/model/container.h>
#include <dau/unicode/marks.h>

#include <cstdio>

int main() {
  if (dau::unicode::strip_marks("tôi đang học tiếng Việt") != "toi dang hoc tieng Viet") {
    std::puts("strip_marks gave something else");
    return 1;
  }
  const auto model = dau::model::Container::open("no such file");
  if (model || model.error().code != dau::Errc::not_found) {
    std::puts("a missing model was not reported as not_found");
    return 1;
  }
  return 0;
}
