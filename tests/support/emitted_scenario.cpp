#include "emitted_scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "golden.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "lang/compile.hpp"

namespace waymark {
namespace {

std::string first_error(const Compilation& compilation) {
  for (const auto& diagnostic : compilation.diagnostics.list())
    if (diagnostic.severity == Severity::error) return diagnostic.message;
  return "no model";
}

}  // namespace

std::string fault_of_scenario(const std::string& file_name, const std::string& pathway,
                              const std::string& scenario) {
  const auto compilation = compile({{file_name, pathway + "\n" + scenario}}, golden::stdlib());
  if (!compilation.model) return fmt::format("{}\n{}", first_error(compilation), scenario);
  const auto last = static_cast<std::uint32_t>(compilation.model->scenarios.size() - 1);
  const auto result = run_scenario(*compilation.model, last);
  const bool holds = !result.expects.empty() && std::ranges::all_of(result.expects, &ExpectResult::met);
  return holds ? "" : fmt::format("does not hold\n{}", scenario);
}

}  // namespace waymark
