#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// Where the golden files and the project's own pathways are.
namespace waymark::golden {

std::filesystem::path root();  // of the project
std::filesystem::path stdlib();
std::filesystem::path folder();  // tests/golden

// All files below tests/golden that end so, sorted.
std::vector<std::filesystem::path> files(std::string_view extension);
// What is compiled by itself: .pathway files and folders x.d, but not what stands in `libraries`.
std::vector<std::filesystem::path> pathways();
std::string relative(const std::filesystem::path& path);  // to tests/golden
std::string read_text(const std::filesystem::path& path);

// WAYMARK_UPDATE_GOLDEN=1 in the environment: expected outputs are written anew instead of compared.
bool updates();
void compare_or_update(const std::filesystem::path& expected, const std::string& actual);

}  // namespace waymark::golden
