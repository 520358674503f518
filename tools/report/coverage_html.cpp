#include "tools/report/coverage_html.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "tools/report/coverage_text.hpp"
#include "tools/report/xml_text.hpp"

namespace waymark {

namespace {

constexpr std::string_view head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Coverage by scenarios</title>
<style>
:root { color-scheme: light dark; --yes: #1a7f37; --no: #cf222e; --none: #6e7781; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h2 { overflow-wrap: anywhere; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-left: .25rem solid transparent; padding: 0 .5rem; }
li.yes { border-color: var(--yes); }
li.no { border-color: var(--no); background: color-mix(in srgb, var(--no) 12%, transparent); }
.line { display: flex; }
code { font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; }
small { color: var(--none); }
.line small { flex: none; width: 3.5em; }
summary { cursor: pointer; }
summary small::after { content: " \25B8"; }
details[open] > summary small::after { content: " \25BE"; }
p.item { margin: 0 0 0 3em; font-size: 14px; overflow-wrap: anywhere; }
p.yes { color: var(--yes); }
p.no { color: var(--no); }
p.none { color: var(--none); }
</style>
</head>
<body>
<h1>Coverage by scenarios</h1>
)";

using LineEntries = std::map<int, std::vector<const CoverageEntry*>>;

std::string item_html(const CoverageEntry& entry) {
  const auto goal = xml_text(goal_text(entry.item));
  switch (entry.reached) {
    case Reached::yes:
      return fmt::format("<p class=\"item yes\">&#10003; {} <small>{}&#215;</small></p>", goal, entry.count);
    case Reached::not_by_form:
      return fmt::format("<p class=\"item none\">{}: nobody can reach it, by its form</p>", goal);
    case Reached::not_by_any: return fmt::format("<p class=\"item none\">{}: nobody can reach it</p>", goal);
    case Reached::no: break;
  }
  const auto example = entry.example ? "; would be reached by " + xml_text(example_text(*entry.example)) : "";
  return fmt::format("<p class=\"item no\">&#10007; {}{}</p>", goal, example);
}

// A line that is wider than the page goes on below itself, further in than it began.
std::string code_html(int number, std::string_view text) {
  const auto indent = std::min(text.find_first_not_of(' '), text.size());
  return fmt::format("<small>{}</small><code style=\"padding-left:{}ch;text-indent:-2ch\">{}</code>", number,
                     indent + 2, xml_text(text.substr(indent)));
}

std::string line_html(int number, std::string_view text, const std::vector<const CoverageEntry*>& entries) {
  const auto shown = code_html(number, text);
  if (entries.empty()) return fmt::format("<li class=\"line\">{}</li>\n", shown);
  bool missing = false;
  std::string items;
  for (const auto* entry : entries) {
    missing = missing || entry->reached == Reached::no;
    items += item_html(*entry);
  }
  return fmt::format("<li class=\"{}\"><details{}><summary class=\"line\">{}</summary>{}</details></li>\n",
                     missing ? "no" : "yes", missing ? " open" : "", shown, items);
}

std::string file_html(const Source& source, const LineEntries& lines) {
  std::string html = fmt::format("<h2>{}</h2>\n<ol>\n", xml_text(source.name()));
  const auto text = source.text();
  int number = 1;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto entries = lines.find(number);
    html += line_html(number, text.substr(begin, end - begin),
                      entries == lines.end() ? std::vector<const CoverageEntry*>{} : entries->second);
    begin = end + 1;
  }
  return html + "</ol>\n";
}

std::string pathway_html(const PathwayCoverage& coverage) {
  const auto& sources = coverage.pathway.compilation->sources;
  std::map<std::uint32_t, LineEntries> files;
  for (const auto& entry : coverage.entries)
    files[entry.item.span.file][sources.position(entry.item.span).line].push_back(&entry);
  std::string html;
  for (const auto& [file, lines] : files) html += file_html(sources[file], lines);
  return html;
}

std::string numbers_html(const PathwayCoverage& coverage) {
  const auto numbers = coverage.numbers();
  return fmt::format("<p><b>{}</b>: {} of {} reached, {} %</p>\n", xml_text(coverage.pathway.path),
                     numbers.reached, numbers.reachable, percent_text(numbers));
}

}  // namespace

std::string coverage_html(const CoverageReport& report) {
  std::string html{head};
  for (const auto& coverage : report) html += numbers_html(coverage);
  for (const auto& coverage : report) html += pathway_html(coverage);
  return html + "</body>\n</html>\n";
}

}  // namespace waymark
