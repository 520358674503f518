// threads PATIENT.json FILE.pathway...: sixteen threads evaluate the patient with one pathway and with one
// that each has compiled for itself, and agree.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>
#include <waymark/waymark.hpp>

static std::string content(const char* path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

int main(int count, char** arguments) {
  if (count < 3) return 2;
  std::map<std::string, std::string> texts;
  for (int i = 2; i < count; ++i) texts[arguments[i]] = content(arguments[i]);
  const auto folder = std::filesystem::path{arguments[2]}.parent_path().string();
  const auto compiled = waymark::api::compile(texts, folder);
  if (!compiled.pathway) return 1;
  const auto patient = content(arguments[1]);
  const std::string at = "2026-11-23T08:30:00Z";
  const auto expected = compiled.pathway->evaluate(patient, at).document;
  std::vector<int> differing(16);
  std::vector<std::thread> threads;
  for (auto& each : differing) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) each += compiled.pathway->evaluate(patient, at).document != expected;
      each += compiled.pathway->inputs().document.empty();
      const auto own = waymark::api::compile(texts, folder);
      each += !own.pathway || own.pathway->evaluate(patient, at).document != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto each : differing) {
    if (each != 0) return 1;
  }
  std::puts("16 threads agree");
  return 0;
}
