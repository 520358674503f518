// The service, and what became of its cards.
#include "tools/waymark/command_options.hpp"

namespace waymark {
namespace {

// An option that may be repeated.
void add_list(CLI::App& app, const std::string& name, std::vector<std::string>& target,
              const std::string& type, const std::string& description) {
  app.add_option(name, target, description)->type_name(type)->expected(1)->take_all();
}

void add_limits(CLI::App& command, ServeOptions& options) {
  const auto add = [&](const std::string& name, std::size_t& target, const std::string& type, int most,
                       const std::string& description) {
    command.add_option(name, target, description)
        ->type_name(type)
        ->check(CLI::Range(1, most).description(""));
  };
  add("--max-body", options.most_body, "BYTES", 16'000'000,
      "The largest body of a request; 2 MB unless given");
  add("--max-connections", options.most_connections, "NUMBER", 4096,
      "How many clients are served at the same time; 64 unless given");
  add("--max-seconds", options.seconds, "NUMBER", 600, "How long a request may take; 10 unless given");
}

void add_serve(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("serve", "Answer requests of other programs: CDS Hooks, and documents");
  command.footer("Example:\n  waymark serve pathways/dah --port 8080 --store feedback.db");
  auto& options = call.serve;
  command.add_option("PATH", options.paths, "A pathway: a folder or a .pathway file")->required();
  command.add_option("--host", options.host, "Where to listen; 127.0.0.1 unless given")->type_name("ADDRESS");
  command.add_option("--port", options.port, "The port; 8080 unless given, 0 for any that is free")
      ->type_name("NUMBER")
      ->check(CLI::Range(0, 65535).description(""));
  command.add_option("--store", options.store, "Keep feedback in a file")->type_name("FILE");
  command.add_option("--app", options.app, "Another script than the program's own to try patients with")
      ->type_name("FILE");
  add_list(command, "--allow-issuer", options.issuers, "ISSUER=KEYS",
           "Let in only tokens of an issuer; its key set, as a file or an https address");
  add_list(command, "--audience", options.audiences, "ADDRESS",
           "What tokens are for: the service's own address");
  add_list(command, "--allow-origin", options.origins, "ORIGIN", "Let pages of this origin ask");
  add_list(command, "--allow-fhir", options.fhir_servers, "ADDRESS", "A FHIR server that may be asked");
  command.add_option("--tls-cert", options.certificate, "The certificate, with those above it")
      ->type_name("FILE");
  command.add_option("--tls-key", options.key, "The key of the certificate")->type_name("FILE");
  add_limits(command, options);
  add_common(command, options);
  runs(command, call, call.serve, waymark::serve);
}

void add_feedback(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("feedback", "Say which cards were accepted, which not, and why");
  command.footer("Example:\n  waymark feedback --store feedback.db");
  command.add_option("--store", call.feedback.store, "The file in which `serve` keeps feedback")
      ->type_name("FILE")
      ->required();
  add_choice(command, "--format", call.feedback.format, result_formats, "How to write the counts");
  add_common(command, call.feedback);
  runs(command, call, call.feedback, waymark::report_feedback);
}

}  // namespace

std::span<const NamedCommand> commands_of_the_service() {
  static constexpr auto commands =
      std::to_array<NamedCommand>({{"serve", add_serve}, {"feedback", add_feedback}});
  return commands;
}

}  // namespace waymark
