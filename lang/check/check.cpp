#include "lang/check/check.hpp"

#include "lang/check/check_citations.hpp"
#include "lang/check/check_doses.hpp"
#include "lang/check/check_doubled_conditions.hpp"
#include "lang/check/check_libraries.hpp"
#include "lang/check/check_plan.hpp"
#include "lang/check/check_reachability.hpp"
#include "lang/check/check_tables.hpp"
#include "lang/check/check_thresholds.hpp"
#include "lang/check/check_unused.hpp"

namespace waymark {

void check(Elaboration& context) {
  declare_names(context);
  elaborate_units(context);
  elaborate_sources(context);
  elaborate_types(context);
  elaborate_actions(context);
  declare_statements(context);
  elaborate_inputs(context);
  elaborate_definitions(context);
  elaborate_basis(context);
  elaborate_accepted(context);
  elaborate_sections(context);
  elaborate_site(context);
  elaborate_properties(context);
  elaborate_scenarios(context);
  check_tables(context);
  check_doses(context);
  check_plan(context);
  check_libraries(context);
  check_citations(context);
  check_thresholds(context);
  check_unused(context);
  check_reachability(context);
  check_doubled_conditions(context);
  settle_findings_of_pathway(context);
}

}  // namespace waymark
