// evaluate PATIENT.json AT FILE.pathway...: what the pathway in these files says of the patient.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <waymark/waymark.hpp>

static std::string content(const char* path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

int main(int count, char** arguments) {
  if (count < 4) return 2;
  std::map<std::string, std::string> texts;
  for (int i = 3; i < count; ++i) texts[arguments[i]] = content(arguments[i]);
  const auto folder = std::filesystem::path{arguments[3]}.parent_path().string();

  const auto compiled = waymark::api::compile(texts, folder);
  const auto answer =
      compiled.pathway ? compiled.pathway->evaluate(content(arguments[1]), arguments[2]) : compiled.problems;
  std::cout << answer.document;
  return static_cast<int>(answer.status);
}
