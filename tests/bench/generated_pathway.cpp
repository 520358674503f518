#include "generated_pathway.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark::bench {
namespace {

std::string header(std::size_t sections) {
  std::string text = R"(pathway generated "Generated" {
  version "1.0.0"
  follows guideline
}

source guideline "A guideline" {
  section whole "The whole" {
)";
  for (std::size_t i = 0; i < sections; ++i) {
    text += fmt::format("    statement {} \"What section {} says\" refs {}\n", i + 1, i, i + 1);
  }
  return text + "  }\n}\n\n";
}

// A section's own vocabulary: one fact of each type, and definitions over them.
std::string vocabulary(std::size_t section) {
  return fmt::format(R"(action drug_{0} "Drug {0}" drug
fact sign_{0} "Sign {0}" : yes or no
fact level_{0} "Level {0}" : number in mg/dL within 0 to 100
fact since_{0} "Start of episode {0}" : date
fact forms_{0} "Forms {0}" : any of {{ alpha "Alpha", beta "Beta", gamma "Gamma" }}
fact grade_{0} "Grade {0}" : one of {{ mild "Mild", moderate "Moderate", severe "Severe" }}
define lasting_{0} "Episode {0} is lasting" = time since since_{0} >= 3 months
define graver_{0} "Grave form {0}" = sign_{0} and forms_{0} includes any of {{ alpha, gamma }}

)",
                     section);
}

std::string recommendation(std::size_t section, std::size_t index, std::size_t in_section) {
  const auto threshold = 1 + index * (99 / in_section);
  return fmt::format(
      R"(    {3} give drug_{0} as drug_{1} {{
      when {4} level_{0} >= {2} mg/dL
      dose {2} mg/day
      because "the level is {{level_{0}}}, from {2} mg/dL on"
      cite whole.{5}
    }}
)",
      section, index, threshold, index % 2 == 0 ? "should" : "consider",
      index % 3 == 0 ? fmt::format("lasting_{0} or", section) : "sign_" + std::to_string(section) + " and",
      section + 1);
}

std::string section_text(std::size_t section, std::size_t recommendations, std::size_t in_section) {
  auto text =
      fmt::format("section part_{0} \"Part {0}\" {{\n  when graver_{0} or grade_{0} is severe {{\n", section);
  for (std::size_t i = 0; i < recommendations; ++i) text += recommendation(section, i, in_section);
  return text + "  }\n}\n\n";
}

}  // namespace

std::string generated_pathway(std::size_t recommendations, std::size_t in_section) {
  const auto sections = (recommendations + in_section - 1) / in_section;
  auto text = header(sections);
  for (std::size_t section = 0; section < sections; ++section) {
    const auto rest = recommendations - section * in_section;
    text += vocabulary(section) + section_text(section, std::min(rest, in_section), in_section);
  }
  return text;
}

}  // namespace waymark::bench
