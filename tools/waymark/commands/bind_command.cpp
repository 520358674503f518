#include "tools/waymark/commands/bind_command.hpp"

#include <utility>

#include "tools/report/bind_report.hpp"
#include "tools/waymark/io/binding_files.hpp"

namespace waymark {

Reply bind_record(const BindOptions& options, const Surroundings& surroundings) {
  return of_one_patient(
      options.path, options.patient, options.format, options, surroundings,
      [&](const Compilation& compilation, const PatientInput& patient) {
        const auto binding = load_binding(options.patient.binding, options.path, *compilation.model);
        if (const auto* message = std::get_if<std::string>(&binding))
          return Reply{.exit_code = ExitCode::unusable, .out = {}, .err = *message};
        const BindReport report{*compilation.model, std::get<FhirBinding>(binding), *patient.record,
                                patient.at};
        const bool color = wants_color(options.color, surroundings.out_is_terminal, surroundings);
        Reply reply;
        reply.out = options.format == ResultFormat::json ? bind_json(report) : bind_text(report, color);
        return reply;
      });
}

}  // namespace waymark
