#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interpreter/facts/fhir/binding_file.hpp"
#include "lang/compile.hpp"

namespace waymark {

// The `*.binding` files that stand beside a pathway, by name; or the one file that is named.
std::variant<std::vector<BindingText>, LoadError> binding_texts(const std::optional<std::string>& named,
                                                                const std::optional<std::string>& pathway);

// How the pathway at a path is tied to FHIR; or what is wrong, as messages.
std::variant<FhirBinding, std::string> load_binding(const std::optional<std::string>& named,
                                                    const std::optional<std::string>& pathway,
                                                    const model::Model& model);

}  // namespace waymark
