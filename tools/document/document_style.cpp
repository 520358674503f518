#include "tools/document/document_style.hpp"

namespace waymark {

namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ink: #1f2328; --paper: #ffffff; --soft: #57606a; --frame: #d0d7de;
  --band: #f6f8fa; --link: #0550ae; --must: #0550ae; --stop: #b3261e; --note: #57606a;
  --gap: #7a4100; --gap-band: #fff4e5; --open: #6639ba; --open-band: #f5f0ff; --good: #116329; }
* { box-sizing: border-box; }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif;
  margin: 0 auto; max-width: 72rem; overflow-wrap: anywhere; padding: 0 1rem; }
a { color: var(--link); }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 1.5rem 0 .25rem; }
h2 { border-bottom: 2px solid var(--frame); font-size: 1.35rem; margin: 2.5rem 0 1rem; padding-bottom: .25rem; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0; max-width: 75ch; }
code { font: .9em ui-monospace, "DejaVu Sans Mono", monospace; }
.soft, .place { color: var(--soft); }
.place { font-size: .85em; }
nav ul { columns: 18rem; list-style: none; margin: 0; padding: 0; }
table { border-collapse: collapse; width: 100%; }
caption { font-weight: 600; padding: .25rem 0; text-align: left; }
th, td { border: 1px solid var(--frame); padding: .5rem .65rem; text-align: left; vertical-align: top; }
thead th { background: var(--band); }
tbody th { font-weight: 400; }
table.beside { table-layout: fixed; }
table.beside thead th:first-child { width: 40%; }
.name { font-weight: 700; }
.gap { background: var(--gap-band); border-left: .3rem solid var(--gap); color: var(--ink);
  margin: .5rem 0 0; padding: .25rem .5rem; }
.gap strong { color: var(--gap); }
.gap.open { background: var(--open-band); border-left-style: dashed; border-left-color: var(--open); }
.gap.open strong { color: var(--open); }
.advice { margin: 0 0 .75rem; }
.advice:last-child { margin-bottom: 0; }
.advice p { margin: 0; }
.advice ul { margin: .15rem 0 0; padding-left: 1.1rem; }
.advice li { color: var(--soft); }
.advice li.condition { color: var(--ink); }
.advice li.reading, .advice li.silent, .advice li.local { color: var(--open); }
.advice li.changed { border-left: .3rem solid var(--gap); color: var(--gap); list-style: none; margin-left: -1.1rem;
  padding-left: .5rem; }
.modality { border: 1px solid; border-radius: .25rem; color: var(--must); font-size: .85em; font-weight: 700;
  padding: 0 .35rem; text-transform: uppercase; white-space: nowrap; }
.modality.against { color: var(--stop); }
.modality.note { color: var(--note); }
.verdict { font-weight: 700; }
.verdict.proved { color: var(--good); }
.verdict.refuted { color: var(--stop); }
dt { font-weight: 600; margin-top: .75rem; }
dd { margin: 0 0 0 1.1rem; }
.lines { list-style: none; margin: 0; padding: 0; }
footer { border-top: 1px solid var(--frame); color: var(--soft); margin: 2.5rem 0 1rem; padding-top: .5rem; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9198a1; --frame: #3d444d; --band: #161b22;
    --link: #79c0ff; --must: #79c0ff; --stop: #ff9492; --note: #9198a1; --gap: #f0b72f; --gap-band: #2b2111;
    --open: #d2a8ff; --open-band: #211a33; --good: #56d364; }
}
@media screen and (max-width: 45rem) {
  table.beside, table.beside tbody, table.beside tr, table.beside th, table.beside td { display: block; width: 100%; }
  table.beside thead { display: none; }
  table.beside td { border-top: 0; margin-bottom: 1rem; }
}
@page { margin: 18mm 15mm; size: A4;
  @bottom-center { content: counter(page) " / " counter(pages); font: 9pt "DejaVu Sans", sans-serif; } }
@media print {
  body { font-size: 10pt; max-width: none; padding: 0; print-color-adjust: exact; }
  nav { display: none; }
  h2, h3 { break-after: avoid; }
  h2 { border-bottom: 2px solid #d0d7de; }
  th, td { border: 1px solid #d0d7de; }
  thead th { background: #f6f8fa; }
  .gap { background: #fff4e5; border-left: 3pt solid #7a4100; }
  .gap.open { background: #f5f0ff; border-left: 3pt dashed #6639ba; }
  tr, .advice, dd, li { break-inside: avoid; }
  thead { display: table-header-group; }
  #definitions, #picture, #scenarios { break-before: page; }
  a { color: inherit; text-decoration: none; }
}
)";

}  // namespace

std::string_view document_style() { return style; }

}  // namespace waymark
