#include <cstdio>
#include <exception>
#include <string_view>

#include "core_native.hpp"

// Counts sixteen decisions over a file of patients: waymark_core_native FILE
int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: waymark_core_native FILE\n", stderr);
    return 2;
  }
  try {
    const std::string_view path = arguments[1];
    const auto counts = path.ends_with(".csv") ? waymark::bench::count_csv(arguments[1])
                                               : waymark::bench::count_ndjson(arguments[1]);
    std::puts("no yes unknown");
    for (const auto& [no, yes, unknown] : counts)
      std::printf("%llu %llu %llu\n", static_cast<unsigned long long>(no),
                  static_cast<unsigned long long>(yes), static_cast<unsigned long long>(unknown));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
  return 0;
}
