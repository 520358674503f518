#include "tools/document/page_style.hpp"

namespace waymark {

namespace {

constexpr std::string_view style = R"(
.picture { border: 1px solid var(--frame); border-radius: .4rem; margin: .75rem 0; padding: .5rem .75rem; }
summary { cursor: pointer; }
.picture > summary { font-weight: 600; }
.drawing, .wide { overflow-x: auto; }
.picture svg { display: block; height: auto; max-width: max(100%, 56rem); }
.picture ul { padding-left: 1.25rem; }
.pathway a { cursor: pointer; }
.pathway .node.taken :is(path, polygon, ellipse), .pathway .edge.taken path, .pathway .node.blocked polygon {
  stroke-width: 2.5; }
.pathway :is(.node, .edge).ruled_out :is(path, polygon, ellipse) { stroke-dasharray: 1.5 4; }
.pathway :is(.node, .edge).unknown :is(path, polygon, ellipse) { stroke-dasharray: 6 4; }
.pathway .node.taken .of-patient { fill: var(--taken); font-weight: 700; }
.pathway .node.unknown .of-patient { fill: var(--open); font-weight: 700; }
.pathway .node.blocked .of-patient { fill: var(--stop); font-weight: 700; }
.said.taken, .good { color: var(--good); }
.said.unknown, .unknown.of-table { color: var(--open); }
.said.blocked, .stop { color: var(--stop); }
.said.ruled_out { color: var(--soft); }
.of-table { display: block; font-size: .85em; font-weight: 700; }
tr.matched > * { background: var(--band); }
tr.matched > :first-child { border-left: .3rem solid var(--good); }
tr.open > :first-child { border-left: .3rem dashed var(--open); }
tr.nearest > :first-child { border-left: .3rem dotted var(--stop); }
td.failed, th.failed { outline: 2px dotted var(--stop); outline-offset: -3px; }
.case { align-items: start; display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.case > * { min-width: 0; }
fieldset { border: 1px solid var(--frame); border-radius: .4rem; margin: 0 0 .75rem; min-width: 0; }
legend { font-weight: 600; }
label, legend, .label, .results li, .results p, option { unicode-bidi: isolate; }
.field { border-left: .3rem solid var(--good); margin: .5rem 0; padding-left: .5rem; }
.field.not-known { border-left: .3rem dashed var(--open); }
.field .label { display: block; }
.field .state { color: var(--open); font-size: .85em; margin-left: .35rem; }
.field .soft { font-size: .85em; margin-left: .35rem; }
.field .readings { display: inline-block; max-width: 100%; vertical-align: top; }
.field .when { display: inline-block; font-size: .85em; }
.member { margin: .2rem 0; }
.problem { color: var(--stop); font-weight: 700; margin: .15rem 0; }
input, select, button, textarea { background: var(--paper); border: 1px solid var(--soft); border-radius: .25rem;
  color: var(--ink); font: inherit; max-width: 100%; min-height: 1.75rem; padding: .15rem .35rem; }
input[type=number] { width: 8rem; }
input[type=checkbox] { min-height: 1.5rem; min-width: 1.5rem; vertical-align: middle; }
summary { min-height: 1.5rem; padding: .15rem 0; }
button { cursor: pointer; margin: .15rem 0; min-width: 1.75rem; padding: .15rem .65rem; text-align: start; }
button:disabled { color: var(--soft); cursor: default; }
textarea { font-family: ui-monospace, "DejaVu Sans Mono", monospace; width: 100%; }
.ask button { background: none; border: 0; color: var(--link); padding: 0; text-decoration: underline; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.summary { font-weight: 600; }
.tools, .intro { max-width: none; }
.language { float: right; margin: 0; }
.results section, .results > details, .questions > details { border-left: .3rem solid var(--frame); margin: 0 0 1rem; padding: 0 .75rem; }
.results li { margin: .35rem 0; }
.results li p { margin: .1rem 0; }
.results h3 { margin-top: 0; }
.results h4 { margin: .5rem 0 .15rem; }
.results ul, .results ol { padding-left: 1.2rem; }
.results .advised { border-left-color: var(--good); }
.results .undetermined { border-left: .3rem dashed var(--open); }
.results .not_advised { border-left-style: dotted; }
.results .refused, .results .blocked { border-left: .3rem double var(--stop); }
.results .ask { border-left: .3rem solid var(--link); }
.many > li { content-visibility: auto; contain-intrinsic-size: auto 3rem; }
.value.unknown, .value.undetermined { color: var(--open); }
.value.no, .value.not_advised { color: var(--soft); }
tr.differs > * { font-weight: 700; }
.compared td:last-child { white-space: nowrap; }
td > ul { margin: 0; padding-left: 1.1rem; }
@media screen and (max-width: 45rem) { .case { grid-template-columns: minmax(0, 1fr); } }
@media print {
  #patient .tools, #patient .handed, #patient .head, #patient .more, #patient .when:not([open]), .language,
  .picture-tools button, .explanation:not([open]), .results > details:not([open]) { display: none; }
  #patient input, #patient select { appearance: none; border: 0; }
  #patient .not-known { display: none; }
  #patient { break-after: page; }
  .many > li { content-visibility: visible; }
  details.picture::details-content { block-size: auto; content-visibility: visible; }
  .picture { break-inside: avoid; }
  .picture svg { max-height: 220mm; max-width: 100%; }
  .results section { break-inside: auto; }
  .results li, .field { break-inside: avoid; }
}
)";

}  // namespace

std::string_view page_style() { return style; }

}  // namespace waymark
