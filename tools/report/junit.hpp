#pragma once

#include <cstddef>
#include <string>

#include "lang/quantity/calendar.hpp"
#include "tools/report/tested.hpp"

namespace waymark {

// A suite of JUnit's XML, as CI services read it: the pathway with a case for each scenario. A pathway with
// errors is a suite with one case that has an error. `id` is its place among the suites.
std::string junit_suite(const TestedPathway& pathway, std::size_t id, const Moment& now);
// The whole document.
std::string junit_xml(const std::string& suites);

}  // namespace waymark
