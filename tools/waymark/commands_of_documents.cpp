// Commands that write documents and pictures, and the one that serves editors.
#include "tools/waymark/command_options.hpp"

namespace waymark {
namespace {

const std::map<std::string, GraphFormat> graph_formats{{"dot", GraphFormat::dot},
                                                       {"json", GraphFormat::json},
                                                       {"mermaid", GraphFormat::mermaid},
                                                       {"svg", GraphFormat::svg}};

const std::map<std::string, DocFormat> doc_formats{
    {"md", DocFormat::markdown}, {"html", DocFormat::html}, {"pdf", DocFormat::pdf}};

void add_graph(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("graph", "Draw a pathway, and the way that a patient takes");
  command.footer(
      "Examples:\n  waymark graph pathways/dah --format svg >dah.svg\n"
      "  waymark graph pathways/dah --facts patient.json --format mermaid");
  command.add_option("PATH", call.graph.path, "A pathway: a folder or a .pathway file")->required();
  add_patient(command, call.graph.patient);
  command.get_option("--at")->needs("--facts");
  add_set(command, call.graph.patient);
  auto* since = command.add_option("--since", call.graph.since, "Mark what changed since another version")
                    ->type_name("git:REV|PATH");
  command.add_flag("--changed", call.graph.only_changed, "Draw only the sections in which something changed")
      ->needs(since);
  command
      .add_option("--cohort", call.graph.cohort,
                  "Say at each statement how many patients of a cohort it is for")
      ->type_name("SUMMARY");
  add_choice(command, "--format", call.graph.format, graph_formats,
             "How to write the picture; dot unless given");
  add_common(command, call.graph);
  runs(command, call, call.graph, waymark::draw_pathway);
}

void add_document(CLI::App& command, DocumentOptions& options) {
  command.add_option("PATH", options.path, "A pathway: a folder or a .pathway file")->required();
  command.add_flag("--prove", options.prove, "Say also what `prove` finds");
  command.add_option("--since", options.since, "Say also what changed since another version")
      ->type_name("git:REV|PATH");
}

void add_doc(CLI::App& app, Call& call) {
  auto& command =
      *app.add_subcommand("doc", "Write a pathway as a document: what the source says, and the advice");
  command.footer("Example:\n  waymark doc pathways/dah --format html --since git:main --out dah.html");
  add_document(command, call.doc);
  command.add_option("--out", call.doc.out, "Write it to a file")->type_name("FILE");
  add_choice(command, "--format", call.doc.format, doc_formats, "How to write the document; md unless given");
  add_common(command, call.doc);
  runs(command, call, call.doc, waymark::write_document);
}

void add_page(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("page", "Write a page with the document and the picture of a pathway");
  command.footer(
      "Examples:\n  waymark page pathways/dah --out dah\n  waymark page pathways/dah --single dah.html");
  add_document(command, call.page);
  command.add_option("--out", call.page.folder, "Write index.html and picture.svg into a folder")
      ->type_name("FOLDER");
  command.add_option("--single", call.page.single, "Write all of it as one file")->type_name("FILE");
  auto* app_option =
      command
          .add_option("--app", call.page.app, "Another script than the program's own to try patients with")
          ->type_name("FILE");
  command.add_flag("--no-app", call.page.no_app, "Write the page without a form and without any script")
      ->excludes(app_option);
  command
      .add_option("--patients", call.page.patients, "Patients to begin with: a folder of JSON files, or one")
      ->type_name("PATH");
  command
      .add_option("--cohort", call.page.cohort,
                  "Say at each statement how many patients of a cohort it is for")
      ->type_name("SUMMARY");
  add_common(command, call.page);
  runs(command, call, call.page, waymark::write_page);
}

void add_export(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("export", "Write a pathway as definitions of FHIR");
  command.footer("Example:\n  waymark export plandefinition pathways/dah >dah.json");
  auto& options = call.export_;
  command.add_option("KIND", options.kind, "What to write: plandefinition")
      ->required()
      ->check(CLI::IsMember({"plandefinition"}).description(""));
  command.add_option("PATH", options.path, "A pathway: a folder or a .pathway file")->required();
  command
      .add_option("--binding", options.binding, "Where FHIR has the facts; by default *.binding beside PATH")
      ->type_name("FILE");
  add_common(command, options);
  runs(command, call, options, waymark::export_definitions);
}

void add_lsp(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("lsp", "Serve an editor: diagnostics, completion, rename and more");
  command.footer("An editor starts it; docs/editors.md says how. Example:\n  waymark lsp --stdio");
  command.add_flag("--stdio", call.lsp.stdio, "Speak over standard input and output, which it does anyway");
  command.add_option("--stdlib", call.lsp.stdlib, "Folder of the standard library")->type_name("DIR");
  runs(command, call, call.lsp, waymark::serve_editor);
}

}  // namespace

std::span<const NamedCommand> commands_of_documents() {
  static constexpr auto commands = std::to_array<NamedCommand>(
      {{"graph", add_graph}, {"doc", add_doc}, {"page", add_page}, {"export", add_export}, {"lsp", add_lsp}});
  return commands;
}

}  // namespace waymark
