#pragma once

#include <string>

// Scenarios that the program prints, put into the pathway that they are of.
namespace waymark {

// Why the scenario does not stand in the pathway and hold there, with its text; empty where it does.
std::string fault_of_scenario(const std::string& file_name, const std::string& pathway,
                              const std::string& scenario);

}  // namespace waymark
