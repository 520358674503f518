#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "lang/modules/source_provider.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// A `*.binding` file; its lists of codes stand at paths from its folder.
struct BindingText {
  std::string name;  // as messages call it
  std::string text;
  std::filesystem::path folder;
};

// What the codes of the pathway say, changed by the files. They are added to `sources`; what is wrong with
// them is reported with its place there (PW0860 to PW0865, and what is wrong with codes and units).
FhirBinding compile_binding(const model::Model& model, const std::vector<BindingText>& files,
                            Sources& sources, const SourceProvider& provider, Diagnostics& diagnostics);

// Reports facts that no code reaches, codes that stand for several facts of one kind, and members without a
// code (PW0866 to PW0868), each where the pathway declares it. The facts of a library are looked at only
// where they are among `used`.
void check_binding(const model::Model& model, const FhirBinding& binding, const std::set<model::FactId>& used,
                   Diagnostics& diagnostics);

// Whether what a resource tells can be a value of the type.
bool tells(FhirSource source, const Type& type);

}  // namespace waymark
