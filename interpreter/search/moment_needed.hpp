#pragma once

#include <vector>

#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Whether what comes out of the operation itself depends on the moment of the evaluation.
bool looks_at_time(const model::Model& model, const model::Operation& operation);

// The same of any of these expressions, and of any operation of the pathway.
bool looks_at_time(const model::Model& model, const std::vector<model::ExprId>& expressions);
bool looks_at_time(const model::Model& model);

// Whether something of the patient, or a parameter, stands in the calendar: a reading with a time, a date, a
// moment, an event.
bool is_dated(const Patient& patient);

// Whether a scenario has a moment: its own, or that of one that it extends.
bool has_moment(const model::Model& model, std::uint32_t scenario);

}  // namespace waymark
