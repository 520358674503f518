#include "interpreter/cohort/line_batch.hpp"

namespace waymark::cohort {

LineBatch::LineBatch(const Question& question, const columns::Program& program)
    : question_{question},
      batch_{question.model, program.layout},
      plain_{question.model, program.layout, batch_},
      read_plain_{question.plain_reader ? question.plain_reader() : ReadPlain{}} {
  batch_.recall_by([this](std::size_t patient) {
    auto read = std::get<Patient>(question_.read(lines_[patient]));
    take_over(read);
    return read;
  });
}

void LineBatch::take_over(Patient& patient) const {
  for (const auto& [parameter, value] : question_.parameters) patient.parameters[parameter] = value;
}

std::optional<std::vector<FactsProblem>> LineBatch::add(std::string_view line, std::size_t number) {
  if (read_plain_ && add_plain(line, number)) return std::nullopt;
  return add_with_care(line, number);
}

bool LineBatch::add_plain(std::string_view line, std::size_t number) {
  PlainLine said;
  if (!read_plain_(line, plain_, said)) {
    plain_.drop();
    return false;
  }
  const auto at = question_.given_at ? question_.given_at : said.at;
  plain_.add(at.value_or(question_.at));
  lines_.push_back(line);
  ids_.push_back(said.id.empty() ? kept(std::to_string(number)) : said.id);
  return true;
}

std::optional<std::vector<FactsProblem>> LineBatch::add_with_care(std::string_view line, std::size_t number) {
  auto read = question_.read(line);
  if (auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) return std::move(*problems);
  auto& patient = std::get<Patient>(read);
  take_over(patient);
  lines_.push_back(line);
  ids_.push_back(kept(patient.id.empty() ? std::to_string(number) : patient.id));
  const auto at = patient.at.value_or(question_.at);
  batch_.add(std::move(patient), at);
  return std::nullopt;
}

void LineBatch::clear() {
  batch_.clear();
  lines_.clear();
  ids_.clear();
  own_ids_.clear();
}

}  // namespace waymark::cohort
