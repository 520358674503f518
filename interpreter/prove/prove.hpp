#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "interpreter/prove/report.hpp"
#include "interpreter/prove/stop.hpp"
#include "interpreter/search/witness.hpp"
#include "lang/model/model.hpp"
#include "lang/quantity/calendar.hpp"
#include "lang/text/source.hpp"

namespace waymark::prove {

struct Options {
  std::vector<Question> only;            // empty: all of them
  std::uint32_t most_steps = 5'000'000;  // of the solver, for each question
  bool with_scripts = false;
  // Asks Q11 of a site, for which the pathway is needed that it adapts; adds to the report.
  std::function<void(Report&)> lifted = {};
  // When examples play that have to say so, where no scenario of the pathway says it.
  Moment usual_moment = moment_of_no_matter();
  Stop* stop = nullptr;  // by which another thread ends it; what is left is not proved then
};

// Asks the questions of all patients there can be.
Report prove(const model::Model& model, const Sources& sources, const Options& options = {});

}  // namespace waymark::prove
