// SPDX-License-Identifier: Apache-2.0
// matrix_html.cc — the page: tables that read without JavaScript, and a few lines of it that sort and filter.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "dau/eval/matrix.h"

namespace dau::eval {
namespace {
constexpr std::string_view kHead = R"html(<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dấu: ma trận đánh giá</title>
<style>
:root { color-scheme: light dark; --line: #8884; --bar: #2a6fdb; --soft: #8882; }
@media (prefers-color-scheme: dark) { :root { --bar: #7fb0ff; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; }
h1, h2 { line-height: 1.2; } [lang=en] { opacity: .75; }
.wide { overflow-x: auto; } table { border-collapse: collapse; min-width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; white-space: nowrap; }
thead th { border-bottom-width: 2px; } tbody th { font-weight: 600; position: sticky; left: 0; background: Canvas; white-space: normal; max-width: 9rem; overflow-wrap: anywhere; }
td { font-variant-numeric: tabular-nums; } td small { display: block; opacity: .75; }
td.small { background: var(--soft); } td.none { opacity: .5; }
svg { display: block; width: 7rem; height: .6rem; } svg line { stroke: var(--bar); stroke-width: 3; }
svg path { stroke: var(--line); } svg circle { fill: var(--bar); }
thead button { all: unset; cursor: pointer; } thead button:focus-visible { outline: 2px solid var(--bar); }
form { display: none; gap: 1rem; flex-wrap: wrap; margin: 1rem 0; } .js form { display: flex; }
</style>
</head>
<body>
<h1>Ma trận đánh giá <span lang="en">Evaluation matrix</span></h1>
<p>Mỗi ô: giá trị (%), khoảng tin cậy 95 % và số câu. Ô nền xám có dưới 1.000 câu; “–” là chưa ai đo. Không ô nào được lấy trung bình từ ô khác.<br>
<span lang="en">Each cell: value (%), 95 % interval, number of cases. Grey cells have fewer than 1,000 cases; “–” nobody has measured. No cell is an average of others.</span></p>
)html";

constexpr std::string_view kScript = R"html(<script>
document.documentElement.classList.add("js");
const form = document.querySelector("form");
form.addEventListener("change", () => {
  const wanted = new FormData(form);
  document.querySelectorAll("tbody tr").forEach(row => {
    const fits = name => !wanted.get(name) || row.dataset[name] === wanted.get(name) || (wanted.get(name) === "-" && !row.dataset[name]);
    row.hidden = !fits("register") || !fits("dialect");
  });
  document.querySelectorAll("[data-licence]").forEach(cell => {
    cell.hidden = wanted.get("licence") && cell.dataset.licence !== wanted.get("licence") && cell.dataset.baseline !== "1";
  });
});
document.querySelectorAll("thead th").forEach(head => {
  const button = document.createElement("button");
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const body = head.closest("table").tBodies[0], at = head.cellIndex;
    const down = head.getAttribute("aria-sort") !== "descending";
    head.parentNode.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = row => { const v = row.cells[at].dataset.value; return v === undefined ? row.cells[at].textContent : v === "" ? -Infinity : +v; };
    [...body.rows].sort((a, b) => { const x = key(a), y = key(b); return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1); }).forEach(row => body.append(row));
  });
});
</script>
)html";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string select(std::string_view name, std::string_view vi, std::string_view en, const std::set<std::string>& values,
                   bool with_all) {
  std::string out = fmt::format(
      "<label>{} <span lang=\"en\">{}</span> <select name=\"{}\"><option value=\"\">–</option>", vi, en, name);
  if (with_all) out += "<option value=\"-\">tất cả / all</option>";
  for (const std::string& value : values) out += fmt::format("<option>{}</option>", escaped(value));
  return out + "</select></label>\n";
}

// What the bars of a table go from and to, in tenths that hold every interval: from 0 to 100 they would all be dots.
struct Axis {
  double from = 1, to = 0;
};

Axis axis_of(const TaskMatrix& matrix) {
  Axis axis;
  for (const MatrixRow& row : matrix.rows)
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (!row.cells[i] || matrix.columns[i].baseline) continue;
      axis.from = std::min(axis.from, std::floor(10 * row.cells[i]->low) / 10);
      axis.to = std::max(axis.to, std::ceil(10 * row.cells[i]->high) / 10);
    }
  return axis.from < axis.to ? axis : Axis{0, 1};
}

std::string bar(const MatrixCell& cell, const Axis& axis) {
  const auto at = [&](double value) { return 100 * std::clamp((value - axis.from) / (axis.to - axis.from), 0.0, 1.0); };
  return fmt::format(
      "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path d=\"M0 4H100\"/>"
      "<line x1=\"{:.2f}\" x2=\"{:.2f}\" y1=\"4\" y2=\"4\"/><circle cx=\"{:.2f}\" cy=\"4\" r=\"2\"/></svg>",
      at(cell.low), at(cell.high), at(cell.value));
}

std::string html_cell(const std::optional<MatrixCell>& cell, const MatrixColumn& column, const Axis& axis) {
  const std::string data =
      fmt::format("data-licence=\"{}\" data-baseline=\"{}\"", escaped(column.licence), column.baseline ? 1 : 0);
  if (!cell) return fmt::format("<td class=\"none\" data-value=\"\" {}>– <small>0 câu</small></td>", data);
  const std::string interval =
      column.baseline ? "" : fmt::format(" [{:.2f}–{:.2f}]", 100 * cell->low, 100 * cell->high);
  return fmt::format("<td{} data-value=\"{}\" {}>{:.2f}{}{}<small>n = {}</small></td>",
                     cell->cases < kFullCell ? " class=\"small\"" : "", cell->value, data, 100 * cell->value, interval,
                     column.baseline ? "" : bar(*cell, axis), cell->cases);
}

std::string row_title(const MatrixRow& row) {
  if (row.register_name.empty() && row.dialect.empty()) return "tất cả / all";
  if (row.register_name.empty()) return "× " + row.dialect;
  return row.dialect.empty() ? row.register_name : row.register_name + " × " + row.dialect;
}

std::string table(const TaskMatrix& matrix) {
  const Axis axis = axis_of(matrix);
  std::string out = fmt::format(
      "<section id=\"{}\"><h2>{} <span lang=\"en\">{}</span></h2>\n<p>{}, %{}; thanh / bars: {:.0f}–{:.0f}</p>\n<div "
      "class=\"wide\"><table>\n<thead><tr><th scope=\"col\">ô / cell</th>",
      escaped(matrix.task), escaped(matrix.name.vi.empty() ? matrix.task : matrix.name.vi), escaped(matrix.name.en),
      escaped(matrix.metric), matrix.higher_is_better ? "" : " (thấp hơn là tốt hơn / lower is better)",
      100 * axis.from, 100 * axis.to);
  for (const MatrixColumn& column : matrix.columns)
    out += fmt::format(
        "<th scope=\"col\" data-licence=\"{}\" data-baseline=\"{}\">{}<small "
        "style=\"display:block;font-weight:400\">{}{}{}</small></th>",
        escaped(column.licence), column.baseline ? 1 : 0, escaped(column.system), escaped(column.set),
        column.licence.empty() ? "" : " · ", escaped(column.licence));
  out += "</tr></thead>\n<tbody>\n";
  for (const MatrixRow& row : matrix.rows) {
    out += fmt::format("<tr data-register=\"{}\" data-dialect=\"{}\"><th scope=\"row\">{}</th>",
                       escaped(row.register_name), escaped(row.dialect), escaped(row_title(row)));
    for (std::size_t i = 0; i < row.cells.size(); ++i) out += html_cell(row.cells[i], matrix.columns[i], axis);
    out += "</tr>\n";
  }
  return out + "</tbody></table></div></section>\n";
}
}  // namespace

std::string to_html(std::span<const TaskMatrix> matrices) {
  std::set<std::string> registers, dialects, licences;
  for (const TaskMatrix& matrix : matrices) {
    for (const MatrixRow& row : matrix.rows) {
      if (!row.register_name.empty()) registers.insert(row.register_name);
      if (!row.dialect.empty()) dialects.insert(row.dialect);
    }
    for (const MatrixColumn& column : matrix.columns)
      if (!column.licence.empty()) licences.insert(column.licence);
  }
  std::string out(kHead);
  out += "<form>\n" + select("register", "Văn phong", "register", registers, true) +
         select("dialect", "Phương ngữ", "dialect", dialects, true) +
         select("licence", "Giấy phép", "licence", licences, false) + "</form>\n";
  for (const TaskMatrix& matrix : matrices) out += table(matrix);
  return out + std::string(kScript) + "</body>\n</html>\n";
}
}  // namespace dau::eval
