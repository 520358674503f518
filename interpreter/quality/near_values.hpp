#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lang/ast/operators.hpp"
#include "lang/model/model.hpp"

// What is easily written in place of something else, for mutants.
namespace waymark {

// The comparison that differs where both sides are equal; for `=` the opposite.
ast::ComparisonOperator slipped(ast::ComparisonOperator op);
// One in the last place that is written: 0.1 of `38.0 degC`.
Decimal step_of(std::string_view written);
// In microseconds: a minute of `2026-11-23T08:30Z`, a second of `2026-11-23T08:30:15Z`, a tenth of one of
// `2026-11-23T08:30:15.5Z`.
std::int64_t step_of_moment(std::string_view written);
// The moment as the language writes it.
std::string as_written(const model::MomentConstant& constant);
// A unit that is easily taken for this one: of the same kind, but larger or smaller; null where there is
// none.
UnitPtr mistaken_unit(const model::Model& model, const UnitPtr& unit);
// A function that is easily taken for this one and has the same type; nullopt where there is none.
std::optional<ast::WindowFunction> mistaken_function(ast::WindowFunction function);

}  // namespace waymark
