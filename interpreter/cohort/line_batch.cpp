#include "interpreter/cohort/line_batch.hpp"

namespace waymark::cohort {

LineBatch::LineBatch(const Question& question, const columns::Program& program)
    : question_{question},
      batch_{question.model, program.layout,
             question.beside ? columns::Keep::all_patients : columns::Keep::what_is_needed},
      plain_{question.model, program.layout, batch_} {
  if (const auto& columns = question.columns) {
    rows_.emplace(question.model, *columns);
    table_.emplace(question.model, program.layout, *columns, plain_, batch_);
  } else {
    documents_.emplace(question.model);
  }
  batch_.recall_by([this](std::size_t patient) {
    const auto& again = question_.read_again ? question_.read_again : question_.read;
    auto read = std::get<Patient>(again(lines_[patient]));
    take_over(read);
    return read;
  });
}

void LineBatch::take_over(Patient& patient) const {
  for (const auto& [parameter, value] : question_.parameters) patient.parameters[parameter] = value;
}

std::optional<RejectedLine> LineBatch::add(std::string_view line, std::size_t number) {
  if (!question_.beside && add_plain(line, number)) return std::nullopt;
  return add_with_care(line, number);
}

bool LineBatch::add_plain(std::string_view line, std::size_t number) {
  PlainLine said;
  if (!(rows_ ? rows_->read(line, plain_, said) : documents_->read(line, plain_, said))) {
    plain_.drop();
    return false;
  }
  add_put(said, line, number);
  return true;
}

LineBatch::Added LineBatch::add_rows(std::string_view lines, std::size_t number) {
  if (!table_ || question_.beside) return {};
  const auto rows = table_->begin(lines, columns::batch_size - batch_.size());
  Added added;
  for (PlainLine said; added.lines < rows && table_->row(added.lines, said); said = {}) {
    add_put(said, table_->text(added.lines), number + added.lines);
    ++added.lines;
  }
  if (added.lines > 0) added.bytes = table_->bytes(added.lines);
  return added;
}

void LineBatch::add_put(const PlainLine& said, std::string_view line, std::size_t number) {
  const auto& at = question_.given_at ? question_.given_at : said.at;
  plain_.add(at ? *at : question_.at);
  lines_.push_back(line);
  ids_.push_back(said.id.empty() ? kept(question_.part + std::to_string(number)) : said.id);
}

std::optional<RejectedLine> LineBatch::add_with_care(std::string_view line, std::size_t number) {
  auto read = question_.read(line);
  if (auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
    if (question_.refused) question_.refused();
    return RejectedLine{number, std::string{line}, std::move(*problems)};
  }
  auto& patient = std::get<Patient>(read);
  if (patient.id.empty()) patient.id = question_.part + std::to_string(number);
  if (auto problem = question_.beside ? question_.beside(patient) : std::nullopt)
    return RejectedLine{number, std::string{line}, {}, std::move(*problem)};
  take_over(patient);
  lines_.push_back(line);
  ids_.push_back(kept(patient.id));
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
