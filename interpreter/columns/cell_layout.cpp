#include "interpreter/columns/cell_layout.hpp"

#include <algorithm>
#include <limits>

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
int places_needed(const model::Fact& fact, std::vector<Quantity> numbers) {
  if (fact.type.whole) return 0;
  if (fact.within) numbers.insert(numbers.end(), {fact.within->low, fact.within->high});
  int result = usual_places;
  for (const auto& number : numbers) {
    const auto converted = convert(number, fact.type.unit);
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
    if (step_of(tried, fact, fact.within->low) && step_of(tried, fact, fact.within->high)) return width;
  }
  return Width::bits_64;
}

// How many steps a number is, rounded where it had to be converted.
std::optional<Decimal> in_steps(const ColumnLayout& column, const model::Fact& fact, const Quantity& number) {
  const auto converted = convert(number, fact.type.unit);
  return converted ? multiply(converted->number, scale_of_grid(column.places)) : std::nullopt;
}

}  // namespace

Decimal scale_of_grid(int places) {
  std::int64_t result = 1;
  for (int i = 0; i < places; ++i) result *= 10;
  return Decimal{result};
}

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
  column.places = places_needed(fact, constants);
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

Quantity quantity_at(const ColumnLayout& column, const model::Fact& fact, std::int64_t step) {
  return {*divide(Decimal{step}, scale_of_grid(column.places)), fact.type.unit};
}

std::optional<std::int64_t> step_of(const ColumnLayout& column, const model::Fact& fact,
                                    const Quantity& number) {
  const auto scaled = in_steps(column, fact, number);
  const auto step = scaled ? scaled->to_integer() : std::nullopt;
  const auto [first, last] = domain(column.width);
  if (!step || *step < first || *step > last) return std::nullopt;
  const bool is_converted = number.unit != fact.type.unit;
  // A conversion is rounded; what is only near the grid is not on it.
  if (is_converted && !(quantity_at(column, fact, *step) == number)) return std::nullopt;
  return step;
}

bool stands_for_next(const ColumnLayout& column, std::int64_t step) {
  return column.takes_between && step >= domain(column.width).first && step < domain(column.width).last &&
         !std::ranges::binary_search(column.edges, step);
}

std::optional<std::int64_t> cell_of(const ColumnLayout& column, const model::Fact& fact,
                                    const Quantity& number) {
  if (const auto step = step_of(column, fact, number)) return step;
  if (!column.takes_between) return std::nullopt;
  const auto scaled = in_steps(column, fact, number);
  auto below = scaled ? floor(*scaled).to_integer() : std::nullopt;
  // A conversion is rounded, perhaps over a step.
  if (below && compare(quantity_at(column, fact, *below), number) > 0) --*below;
  return below && stands_for_next(column, *below) ? below : std::nullopt;
}

}  // namespace waymark::columns
