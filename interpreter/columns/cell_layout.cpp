#include "interpreter/columns/cell_layout.hpp"

#include <algorithm>
#include <limits>

#include "interpreter/values/decimal_grid.hpp"

namespace waymark::columns {
namespace {

constexpr int most_places = 6;     // that the grid takes from constants
constexpr int usual_places = 1;    // of a number of which nothing else is known
constexpr int further_places = 2;  // that readings may have beyond the constants
constexpr Width all_widths[] = {Width::bits_8, Width::bits_16, Width::bits_32, Width::bits_64};

template <typename T>
Domain domain_of() {
  return {std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};
}

// How many places the number has behind the point; nullopt for more than the grid takes.
std::optional<int> places_of(const Decimal& number) {
  for (int places = 0; places <= most_places; ++places) {
    const auto scaled = multiply(number, scale_of_grid(places));
    if (scaled && scaled->is_whole()) return places;
  }
  return std::nullopt;
}

// A whole number stands on no step between two whole ones, so that none is taken for it.
int places_needed(const Type& type, const std::vector<Quantity>& numbers) {
  if (type.whole) return 0;
  int result = usual_places;
  for (const auto& number : numbers) {
    const auto converted = convert(number, type.unit);
    const auto places = converted ? places_of(converted->number) : std::nullopt;
    result = std::max(result, places.value_or(0));
  }
  return result;
}

// The narrowest cell that takes all numbers within the bounds.
Width width_for(const ColumnLayout& column, const model::Fact& fact) {
  if (!fact.within) return Width::bits_64;
  for (const auto width : all_widths) {
    auto tried = column;
    tried.width = width;
    if (step_of(tried, fact.type, fact.within->low) && step_of(tried, fact.type, fact.within->high))
      return width;
  }
  return Width::bits_64;
}

// How many steps a number is, rounded where it had to be converted.
std::optional<Decimal> in_steps(const ColumnLayout& column, const Type& type, const Quantity& number) {
  const auto converted = convert(number, type.unit);
  return converted ? multiply(converted->number, scale_of_grid(column.places)) : std::nullopt;
}

// The step below a number that stands between two.
std::optional<std::int64_t> step_below(const ColumnLayout& column, const Type& type, const Quantity& number) {
  const auto scaled = in_steps(column, type, number);
  auto below = scaled ? floor(*scaled).to_integer() : std::nullopt;
  // A conversion is rounded, perhaps over a step.
  if (below && compare(quantity_at(column, type, *below), number) > 0) --*below;
  return below;
}

std::optional<std::int64_t> cell_in_tenths(const ColumnLayout& column, const Type& type,
                                           const Quantity& number) {
  auto whole = column;
  --whole.places;
  const auto step = step_of(whole, type, number);
  const auto below = step || !column.takes_between ? step : step_below(whole, type, number);
  constexpr auto most = std::int64_t{100'000'000'000'000'000};
  if (!below || *below < -most || *below > most) return std::nullopt;
  return *below * 10 + (step ? 0 : 5);
}

}  // namespace

Domain domain(Width width) {
  switch (width) {
    case Width::bits_8: return domain_of<std::int8_t>();
    case Width::bits_16: return domain_of<std::int16_t>();
    case Width::bits_32: return domain_of<std::int32_t>();
    case Width::bits_64: break;
  }
  constexpr std::int64_t most = 1'000'000'000'000'000'000;  // sums of two of them do not overflow
  return {-most, most};
}

void choose_grid(ColumnLayout& column, const model::Fact& fact, const std::vector<Quantity>& constants) {
  column.takes_between = !fact.type.whole;
  auto numbers = constants;
  if (fact.within) numbers.insert(numbers.end(), {fact.within->low, fact.within->high});
  column.places = places_needed(fact.type, numbers);
  column.width = width_for(column, fact);
  if (column.width == Width::bits_8 && !fact.type.whole) column.width = Width::bits_16;
  if (fact.type.whole) return;
  for (int further = 0; further < further_places; ++further) {
    auto finer = column;
    ++finer.places;
    if (width_for(finer, fact) > column.width) return;
    column.places = finer.places;
  }
}

void choose_computed_grid(ColumnLayout& column, const Type& type, const ColumnLayout& readings,
                          const std::vector<Quantity>& constants) {
  column.width = Width::bits_64;
  column.places = places_needed(type, constants);
  if (!column.has_tenths) return;
  auto with_fractions = type;
  with_fractions.whole = false;
  column.places = std::max(readings.places, places_needed(with_fractions, constants)) + 1;
}

Quantity quantity_at(const ColumnLayout& column, const Type& type, std::int64_t step) {
  return {*divide(Decimal{step}, scale_of_grid(column.places)), type.unit};
}

std::optional<std::int64_t> step_of(const ColumnLayout& column, const Type& type, const Quantity& number) {
  const auto scaled = in_steps(column, type, number);
  const auto step = scaled ? scaled->to_integer() : std::nullopt;
  const auto [first, last] = domain(column.width);
  if (!step || *step < first || *step > last) return std::nullopt;
  const bool is_converted = number.unit != type.unit;
  // A conversion is rounded; what is only near the grid is not on it.
  if (is_converted && !(quantity_at(column, type, *step) == number)) return std::nullopt;
  return step;
}

bool stands_for_next(const ColumnLayout& column, std::int64_t step) {
  return column.takes_between && step >= domain(column.width).first && step < domain(column.width).last &&
         !std::ranges::binary_search(column.edges, step);
}

std::optional<std::int64_t> cell_of(const ColumnLayout& column, const Type& type, const Quantity& number) {
  if (column.has_tenths) return cell_in_tenths(column, type, number);
  if (const auto step = step_of(column, type, number)) return step;
  if (!column.takes_between) return std::nullopt;
  const auto below = step_below(column, type, number);
  return below && stands_for_next(column, *below) ? below : std::nullopt;
}

const Type& type_of(const model::Model& model, const ColumnLayout& column) {
  return column.window ? model[*column.window].type : model.facts[column.fact].type;
}

std::optional<model::ExprId> anchor_of_readings(const model::Model& model, model::ExprId expr) {
  const auto& operation = model[expr].operation;
  if (const auto* window = std::get_if<model::Window>(&operation)) return window->span.anchor;
  if (const auto* count = std::get_if<model::ReadingCount>(&operation)) return count->span.anchor;
  const auto* time = std::get_if<model::ReadingTime>(&operation);
  const auto* window = time ? model::window_meant(model, time->reading) : nullptr;
  return window ? window->span.anchor : std::nullopt;
}

std::optional<model::FactId> fact_of_anchor(const model::Model& model, model::ExprId anchor) {
  const auto& operation = model[anchor].operation;
  if (const auto* fact = std::get_if<model::FactReference>(&operation)) return fact->fact;
  const auto* time = std::get_if<model::ReadingTime>(&operation);
  const auto* fact = time ? std::get_if<model::FactReference>(&model[time->reading].operation) : nullptr;
  return fact ? std::optional{fact->fact} : std::nullopt;
}

}  // namespace waymark::columns
