// SPDX-License-Identifier: Apache-2.0
// cases.h — what a system is asked, and what would be right.
#pragma once
#include <string>
#include <vector>

namespace dau::eval {
struct Case {
  std::string id;
  std::string input;                    // what the system is given
  std::string reference;                // what is right
  std::vector<std::string> references;  // what is right too
  std::string register_name;            // "legal"; empty: not known
  std::string dialect;                  // "north", "central", "south", "unmarked"; empty: not known
  std::string kind;                     // "date": of what sort within the set; may be empty
  std::string source;                   // id of the corpus that it is from; may be empty
};
}  // namespace dau::eval
