#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tools/report/reply.hpp"

namespace waymark::test {

// The pathway of tests/golden/cohort that tests of `waymark cohort` ask, and one patient of it.
extern const std::string clinic;
extern const std::string good;
// Three patients of it: "a", "b" and "c".
extern const std::string three;

// `waymark cohort` of a file of patients of the clinic, with more arguments.
Reply cohort_of(const std::string& facts, std::vector<std::string> options = {});
// Its summary as JSON; the call has to succeed.
nlohmann::json summary_of(const std::string& facts, std::vector<std::string> options = {});

}  // namespace waymark::test
