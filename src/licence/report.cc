// SPDX-License-Identifier: Apache-2.0
// report.cc — a report to read, one screen where the product is small.
#include "dau/licence/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/wrap.h"
#include "licence/claims.h"

namespace dau::licence {
namespace {
// The words of the report in both languages.
struct Labels {
  std::string_view allowed, duties_only, not_allowed, unsettled_only;
  std::string_view forbidden, unsettled, way, words, evidence, remedy, instead, waived, waiver_expired, duties, uses;
  std::string_view yes, no, unclear, problems, none, disclaimer;
};

constexpr Labels kVi = {"ĐƯỢC",
                        "ĐƯỢC, kèm nghĩa vụ",
                        "KHÔNG ĐƯỢC",
                        "CHƯA THỂ TRẢ LỜI",
                        "cấm",
                        "chưa rõ",
                        "đường đi",
                        "giấy phép viết",
                        "căn cứ",
                        "cách sửa",
                        "thay bằng",
                        "được miễn trừ bởi",
                        "miễn trừ đã hết hạn",
                        "nghĩa vụ",
                        "các cách dùng",
                        "được",
                        "không",
                        "chưa rõ",
                        "không đọc được",
                        "không có",
                        "Đây không phải ý kiến pháp lý."};
constexpr Labels kEn = {"YES",
                        "YES, with duties",
                        "NO",
                        "NOT SETTLED",
                        "forbidden",
                        "unsettled",
                        "way",
                        "the licence says",
                        "evidence",
                        "to mend it",
                        "instead",
                        "waived by",
                        "waiver expired",
                        "duties",
                        "uses",
                        "yes",
                        "no",
                        "not settled",
                        "could not be read",
                        "none",
                        "This is no legal advice."};

const std::string& in(Language language, const Words& words) { return language == Language::vi ? words.vi : words.en; }

std::string titled(const Component& component) {
  return component.version.empty() ? component.name : component.name + " " + component.version;
}

std::string way_of(const Graph& graph, const Finding& finding) {
  std::string out = graph.components[finding.path.front()].name;
  for (std::size_t i = 1; i < finding.path.size(); ++i)
    out += fmt::format(" → {} → {}", name_of(finding.relations[i - 1]), graph.components[finding.path[i]].name);
  return out;
}

std::string_view answer(const UseVerdict& verdict, const Labels& labels) {
  const auto worst = verdict.worst();
  if (!worst) return labels.allowed;
  return *worst == Level::duty        ? labels.duties_only
         : *worst == Level::unsettled ? labels.unsettled_only
                                      : labels.not_allowed;
}

std::string_view short_answer(const UseVerdict& verdict, const Labels& labels) {
  return verdict.allowed() ? labels.yes : verdict.worst() == Level::forbidden ? labels.no : labels.unclear;
}

class Writer {
 public:
  Writer(const Report& report, const Catalogue& catalogue, Language language, bool details)
      : report_(report),
        graph_(*report.graph),
        catalogue_(catalogue),
        language_(language),
        details_(details),
        labels_(language == Language::vi ? kVi : kEn) {}

  std::string write() {
    const UseVerdict& asked = report_.asked();
    line(fmt::format("{}: {} · {} · {} · {}", report_.subject, titled(graph_.components.front()), name_of(asked.use),
                     report_.policy->name, report_.on),
         0);
    line(fmt::format("{}{}", answer(asked, labels_), counts(asked)), 0);
    const std::vector<std::size_t> components = objected(asked);
    for (std::size_t i = 0; i < components.size(); ++i)
      i == 0 || details_ ? write_component(asked, components[i]) : write_briefly(asked, components[i], i == 1);
    if (!details_) write_waivers(asked);
    write_duties(asked);
    write_uses();
    write_problems();
    line(labels_.disclaimer, 0);
    return std::move(out_);
  }

 private:
  void line(std::string_view text, std::size_t indent, std::size_t hanging = 0) {
    out_ += wrapped(text, indent, hanging);
  }

  void field(std::string_view name, std::string_view text) { line(fmt::format("{}: {}", name, text), 2, 4); }

  std::string counts(const UseVerdict& verdict) const {
    std::size_t forbidden = 0, unsettled = 0;
    for (const Finding& finding : verdict.findings) {
      if (finding.waiver != nullptr) continue;
      forbidden += finding.level == Level::forbidden ? 1 : 0;
      unsettled += finding.level == Level::unsettled ? 1 : 0;
    }
    if (forbidden + unsettled == 0) return {};
    return fmt::format(": {} {}, {} {}", forbidden, labels_.forbidden, unsettled, labels_.unsettled);
  }

  // The components that something stands against, the worst first.
  std::vector<std::size_t> objected(const UseVerdict& verdict) const {
    std::vector<std::size_t> components;
    for (const Finding& finding : verdict.findings)
      if (finding.level != Level::duty && (details_ || finding.waiver == nullptr) &&
          std::ranges::find(components, finding.component) == components.end())
        components.push_back(finding.component);
    return components;
  }

  void write_component(const UseVerdict& verdict, std::size_t index) {
    std::vector<const Finding*> findings;
    for (const Finding& finding : verdict.findings)
      if (finding.component == index && finding.level != Level::duty) findings.push_back(&finding);
    const Finding& first = *findings.front();
    out_ += '\n';
    line(fmt::format("{}  {}", titled(graph_.components[index]), licences_of(index)), 0, 4);
    field(labels_.way, way_of(graph_, first));
    for (const Finding* finding : findings) {
      line(fmt::format("{} [{}] {}", finding->level == Level::forbidden ? labels_.forbidden : labels_.unsettled,
                       finding->rule, in(language_, finding->reason)),
           2, 4);
      if (finding->waiver != nullptr)
        line(fmt::format("{} {} ({}): {}", labels_.waived, finding->waiver->name, finding->waiver->expires,
                         finding->waiver->reason),
             4, 6);
      if (finding->waiver_expired && finding->waiver == nullptr) line(labels_.waiver_expired, 4);
    }
    write_once(findings, &Finding::quote);
    write_evidence(findings);
    field(labels_.remedy, in(language_, first.remedy));
    std::vector<std::string> instead;
    for (const Finding* finding : findings)
      for (const std::string& name : finding->alternatives)
        if (std::ranges::find(instead, name) == instead.end()) instead.push_back(name);
    if (!instead.empty()) field(labels_.instead, fmt::format("{}", fmt::join(instead, ", ")));
  }

  void write_once(const std::vector<const Finding*>& findings, std::optional<Quote> Finding::*member) {
    std::vector<std::string> seen;
    for (const Finding* finding : findings) {
      const std::optional<Quote>& quote = finding->*member;
      if (!quote || std::ranges::find(seen, quote->text) != seen.end()) continue;
      seen.push_back(quote->text);
      field(labels_.words, fmt::format("“{}” ({}, {})", quote->text, finding->licence, quote->where));
    }
  }

  void write_evidence(const std::vector<const Finding*>& findings) {
    std::vector<std::string> seen;
    for (const Finding* finding : findings) {
      if (std::ranges::find(seen, finding->evidence) != seen.end()) continue;
      seen.push_back(finding->evidence);
      field(labels_.evidence, finding->evidence);
    }
  }

  std::string licences_of(std::size_t index) const {
    std::vector<std::string> all;
    for (const Claim& claim : claims_of(graph_.components[index], catalogue_))
      if (std::string text = to_string(claim.expression); std::ranges::find(all, text) == all.end())
        all.push_back(std::move(text));
    return fmt::format("{}", fmt::join(all, " / "));
  }

  // What stands against one more component, in a line or two.
  void write_briefly(const UseVerdict& verdict, std::size_t index, bool first) {
    std::vector<std::string> rules;
    const Finding* worst = nullptr;
    for (const Finding& finding : verdict.findings) {
      if (finding.component != index || finding.level == Level::duty || finding.waiver != nullptr) continue;
      if (worst == nullptr) worst = &finding;
      rules.push_back(finding.rule);
    }
    if (first) out_ += '\n';
    line(fmt::format("{} [{}] {} ({}): {}", worst->level == Level::forbidden ? labels_.forbidden : labels_.unsettled,
                     fmt::join(rules, ", "), titled(graph_.components[index]), licences_of(index),
                     way_of(graph_, *worst)),
         0, 4);
  }

  // A line for each waiver that is made use of.
  void write_waivers(const UseVerdict& verdict) {
    std::vector<std::pair<const Waiver*, std::size_t>> used;
    for (const Finding& finding : verdict.findings) {
      if (finding.waiver == nullptr) continue;
      const auto found = std::ranges::find(used, finding.waiver, [](const auto& entry) { return entry.first; });
      if (found == used.end())
        used.emplace_back(finding.waiver, 1);
      else
        ++found->second;
    }
    if (!used.empty()) out_ += '\n';
    for (const auto& [waiver, count] : used)
      line(fmt::format("{} {} ({}): {} ({}): {}", labels_.waived, waiver->name, waiver->expires, waiver->component,
                       count, waiver->reason),
           0, 4);
  }

  // A line for each kind of duty, with whom it is owed to.
  void write_duties(const UseVerdict& verdict) {
    std::vector<std::pair<const Finding*, std::vector<std::string>>> duties;
    for (const Finding& finding : verdict.findings) {
      if (finding.level != Level::duty) continue;
      auto found = std::ranges::find_if(duties, [&](const auto& duty) { return duty.first->rule == finding.rule; });
      if (found == duties.end()) found = duties.insert(duties.end(), {&finding, {}});
      const std::string& name = graph_.components[finding.component].name;
      if (std::ranges::find(found->second, name) == found->second.end()) found->second.push_back(name);
    }
    if (duties.empty()) return;
    out_ += '\n';
    if (!verdict.allowed() && !details_) {  // what has to be done comes after whether it may be
      std::vector<std::string> brief;
      for (const auto& [finding, names] : duties) brief.push_back(fmt::format("{} ({})", finding->rule, names.size()));
      return line(fmt::format("{}: {}", labels_.duties, fmt::join(brief, ", ")), 0, 2);
    }
    line(fmt::format("{}:", labels_.duties), 0);
    for (const auto& [finding, names] : duties)
      line(fmt::format("[{}] {}: {}", finding->rule, in(language_, finding->remedy), shortened(names)), 2, 4);
  }

  static std::string shortened(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 4;
    if (names.size() <= kShown) return fmt::format("{}", fmt::join(names, ", "));
    return fmt::format("{}, … +{}", fmt::join(names.begin(), names.begin() + kShown, ", "), names.size() - kShown);
  }

  void write_uses() {
    std::vector<std::string> all;
    for (const Use use : kUses)
      for (const UseVerdict& verdict : report_.verdicts)
        if (verdict.use == use) all.push_back(fmt::format("{} {}", name_of(use), short_answer(verdict, labels_)));
    out_ += '\n';
    line(fmt::format("{}: {}", labels_.uses, fmt::join(all, " · ")), 0, 2);
  }

  void write_problems() {
    for (const Problem& problem : graph_.problems)
      line(fmt::format("{}: {}: {}", labels_.problems, problem.path, problem.message), 0, 2);
  }

  const Report& report_;
  const Graph& graph_;
  const Catalogue& catalogue_;
  Language language_;
  const bool details_;
  const Labels& labels_;
  std::string out_;
};
}  // namespace

Result<Report> report_on(std::string subject, const Graph& graph, const Catalogue& catalogue, const Policy& policy,
                         Use use, const CheckOptions& options) {
  Report report{std::move(subject), options.on, &graph, &policy, {}};
  DAU_TRY(UseVerdict asked, check(graph, catalogue, policy, use, options));
  report.verdicts.push_back(std::move(asked));
  for (const Use other : kUses) {
    if (other == use) continue;
    DAU_TRY(UseVerdict verdict, check(graph, catalogue, policy, other, options));
    report.verdicts.push_back(std::move(verdict));
  }
  return report;
}

std::string to_text(const Report& report, const Catalogue& catalogue, Language language, bool details) {
  return Writer(report, catalogue, language, details).write();
}
}  // namespace dau::licence
