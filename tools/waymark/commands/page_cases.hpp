#pragma once

#include <optional>
#include <string>
#include <variant>

#include "lang/model/model.hpp"
#include "tools/report/reply.hpp"
#include "tools/waymark/io/surroundings.hpp"

namespace waymark {

// The patients that a reader of a page may begin with, as JSON: those of the pathway's own scenarios, and
// those of the files at `patients`, a folder or one file: [{"kind": "scenario", "name": "...", "patient":
// {...}}]. A Reply where a file is none of a patient.
std::variant<std::string, Reply> page_cases(const std::optional<std::string>& patients,
                                            const model::Model& model, const Surroundings& surroundings);

}  // namespace waymark
