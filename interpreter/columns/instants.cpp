#include "interpreter/columns/instants.hpp"

#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/since.hpp"
#include "interpreter/values/kleene.hpp"

namespace waymark::columns {
namespace {

const Date first_date = *parse_date("0001-01-01");
const Date last_date = *parse_date("9999-12-31");

// Of the calendar, in days or in microseconds; the offset of a moment can take it a day further.
Domain instants(bool are_dates) {
  if (are_dates) return {first_date.days, last_date.days};
  return {(first_date.days - 1) * microseconds_per_day, (last_date.days + 2) * microseconds_per_day};
}

}  // namespace

bool InstantStep::is_date() const {
  return test_.source == InstantSource::value && type_.kind == TypeKind::date;
}

// Who has an instant to compare.
const Bitmap& InstantStep::known(const Column& column) const {
  if (test_.source == InstantSource::reading_time) return column.recorded;
  if (type_.kind != TypeKind::event) return column.known;
  return test_.since ? column.truth.yes : column.dated;
}

Value InstantStep::instant(std::int64_t cell, std::int16_t offset) const {
  if (is_date()) return Date{static_cast<std::int32_t>(cell)};
  return Moment{cell, offset};
}

Value InstantStep::subject(std::int64_t cell, std::int16_t offset, const Moment& at) const {
  auto value = instant(cell, offset);
  if (!test_.since) return value;
  auto since = time_since(value, at);
  return *test_.since == ast::SinceWord::time ? since : calendar_count(model_.units, *test_.since, since);
}

Value InstantStep::constant(const InstantComparison& comparison, const Moment& at) const {
  if (!comparison.literal) return comparison.constant;
  const auto& literal = model_[*comparison.literal];
  return value_of(std::get<model::Literal>(literal.operation).value, literal.type, at);
}

Truth InstantStep::answer(std::int64_t cell, std::int16_t offset, const Moment& at) const {
  const auto value = subject(cell, offset, at);
  auto result = Truth::yes;
  for (const auto& comparison : test_.comparisons) {
    result = conjunction(result, truth(compare_values(comparison.op, value, constant(comparison, at))));
  }
  return result;
}

InstantStep::Ranges InstantStep::ranges(const Moment& at, std::int16_t offset) const {
  Ranges result;
  const auto value = [&](std::int64_t cell) { return subject(cell, offset, at); };
  const auto direction = test_.since ? Direction::falling : Direction::rising;
  for (const auto& comparison : test_.comparisons) {
    result.push_back(
        range_where(comparison.op, value, constant(comparison, at), direction, instants(is_date())));
  }
  return result;
}

const InstantStep::Found& InstantStep::found(const Moment& at, std::int16_t offset) {
  const bool is_there = found_ && found_->at == at && found_->at.offset_minutes == at.offset_minutes &&
                        found_->offset == offset;
  if (!is_there) found_ = Found{at, offset, ranges(at, offset)};
  return *found_;
}

// To a date only the day of `at` matters; patients of many years share few days.
Truth InstantStep::answer_of_date(std::int64_t day, const Moment& at) {
  const auto [found, is_new] = by_day_.try_emplace(date_of(at).days);
  if (is_new) found->second = ranges(at, 0);
  auto result = Truth::yes;
  for (const auto& range : found->second) {
    const bool passes = range && (range->first <= day && day <= range->last) != range->outside;
    result = conjunction(result, range ? truth_of(passes) : Truth::unknown);
  }
  return result;
}

void InstantStep::run(const Batch& batch, TruthBits& out) {
  const auto& column = batch.column(test_.column);
  const auto& cells = test_.source == InstantSource::value ? column.cells : column.reading_times;
  const auto at = batch.shared_at();
  if (!at || cells.has_several_offsets) return run_each(batch, cells, known(column), out);
  run_shared(cells, found(*at, cells.offset.value_or(0)), known(column), out);
}

void InstantStep::run_shared(const Cells& cells, const Found& found, const Bitmap& known,
                             TruthBits& out) const {
  fill(Truth::yes, out);
  for (const auto& range : found.ranges) {
    if (!range) return fill(Truth::unknown, out);
    Bitmap passes;
    mark_in_range(cells, *range, passes);
    both(out.yes, passes, out.yes);
  }
  const auto passing = out.yes;
  split(known, passing, out);
}

void InstantStep::run_each(const Batch& batch, const Cells& cells, const Bitmap& known, TruthBits& out) {
  fill(Truth::unknown, out);
  for (std::size_t patient = 0; patient < batch.size(); ++patient) {
    if (!test(known, patient)) continue;
    const auto offset = cells.offsets.empty() ? std::int16_t{0} : cells.offsets[patient];
    const auto value = cell(cells, patient);
    const auto result =
        is_date() ? answer_of_date(value, batch.at(patient)) : answer(value, offset, batch.at(patient));
    set(out.yes, patient, result == Truth::yes);
    set(out.no, patient, result == Truth::no);
  }
}

}  // namespace waymark::columns
