#include <cstdio>
#include <cstdlib>
#include <exception>

#include "core_files.hpp"

// Writes patients to measure with: waymark_core_files NUMBER NDJSON CSV
int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("usage: waymark_core_files NUMBER NDJSON CSV\n", stderr);
    return 2;
  }
  try {
    waymark::bench::write_core_files(std::strtoull(arguments[1], nullptr, 10), arguments[2], arguments[3]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
  return 0;
}
