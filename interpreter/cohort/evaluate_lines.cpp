#include "interpreter/cohort/evaluate_lines.hpp"

#include <algorithm>

namespace waymark::cohort {

namespace {

class LineEvaluator {
 public:
  LineEvaluator(const Question& question, Part& part) : question_{question}, part_{part} {}

  void evaluate(std::string_view line, std::size_t number) {
    auto read = question_.read(line);
    if (auto* problems = std::get_if<std::vector<FactsProblem>>(&read))
      return part_.rejected.push_back({number, std::string{line}, std::move(*problems)});
    auto& patient = std::get<Patient>(read);
    for (const auto& [parameter, value] : question_.parameters) patient.parameters[parameter] = value;
    if (patient.id.empty()) patient.id = std::to_string(number);
    evaluate(patient);
  }

 private:
  void evaluate(const Patient& patient) {
    const auto& model = question_.model;
    Evaluator evaluator{model, patient, patient.at.value_or(question_.at)};
    if (!is_wanted(evaluator)) return;
    const auto outcome = decide(evaluator);
    add(part_.whole, model, outcome, patient.id);
    if (question_.group_by) add(group(evaluator), model, outcome, patient.id);
    if (question_.patient) question_.patient(patient, evaluator.at());
    if (question_.row) question_.row(part_.rows, patient.id, outcome);
  }

  bool is_wanted(Evaluator& evaluator) {
    if (!question_.where) return true;
    const auto truth = evaluator.truth(*question_.where);
    if (truth == Truth::no) ++part_.left_out_no;
    if (truth == Truth::unknown) ++part_.left_out_unknown;
    return truth == Truth::yes;
  }

  Count& group(Evaluator& evaluator) {
    const auto expr = *question_.group_by;
    const auto value = to_string(evaluator.value(expr), question_.model[expr].type);
    return part_.groups.try_emplace(value, empty_count(question_.model)).first->second;
  }

  const Question& question_;
  Part& part_;
};

std::string_view without_line_break(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

}  // namespace

Part evaluate_lines(const Question& question, std::string_view lines, std::size_t first_number) {
  Part part;
  part.whole = empty_count(question.model);
  LineEvaluator evaluator{question, part};
  for (auto number = first_number; !lines.empty(); ++number) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto line = without_line_break(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (!is_blank(line)) evaluator.evaluate(line, number);
  }
  return part;
}

void add(Part& part, const Part& later) {
  add(part.whole, later.whole);
  for (const auto& [value, count] : later.groups) {
    const auto [group, is_new] = part.groups.try_emplace(value, count);
    if (!is_new) add(group->second, count);
  }
  part.left_out_no += later.left_out_no;
  part.left_out_unknown += later.left_out_unknown;
}

}  // namespace waymark::cohort
