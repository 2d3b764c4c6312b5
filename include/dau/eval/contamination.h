// SPDX-License-Identifier: Apache-2.0
// contamination.h — is a set in what a system was trained on? Runs of folded words looked for in any text.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/eval/cases.h"
#include "dau/result.h"

namespace dau::eval {
struct ContaminationOptions {
  int words = 8;  // of a run, 4 to 64
};

// What was found of one case.
struct CaseContamination {
  std::uint64_t runs = 0;   // distinct; 0: too short to tell
  std::uint64_t found = 0;  // of them
  std::string place;        // where the first was seen

  double share() const noexcept { return runs == 0 ? 0.0 : static_cast<double>(found) / static_cast<double>(runs); }
};

struct CellContamination {
  std::string register_name, dialect;  // empty: all
  std::uint64_t cases = 0;
  std::uint64_t too_short = 0;
  std::uint64_t any = 0, half = 0, whole = 0;  // cases of which at least one run, half, all of them were found
};

// Words are runs of letters and digits in lower case without any mark, so that a text is found again whatever was done
// to its marks, case, spaces and punctuation. The runs of a case are those of its input and of its reference; a text of
// fewer words than a run has is one run of its own, one of fewer than 4 is too short to tell. Runs are compared by
// 64-bit hashes: of a million runs looked for in a billion words about 10⁻⁴ is expected to be found by accident. Not
// for several threads at once. Cost: memory some 100 bytes a run; time O(words of the text × options.words).
class DAU_API Contamination {
 public:
  // `cases` must outlive it. Errors: invalid_argument, at "words".
  static Result<Contamination> make(std::span<const Case> cases, const ContaminationOptions& options = {});
  Contamination(Contamination&&) noexcept;
  Contamination& operator=(Contamination&&) noexcept;
  ~Contamination();

  // The next line of the text, UTF-8; runs go on over lines until one is blank. `place` names it.
  void read(std::string_view line, std::string_view place);
  void end_of_text();  // no run goes on

  std::uint64_t words_read() const noexcept;
  std::vector<CaseContamination> cases() const;
  std::vector<CellContamination> cells() const;

 private:
  struct Body;
  explicit Contamination(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};
}  // namespace dau::eval
