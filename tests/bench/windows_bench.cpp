#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <simdjson.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include <fmt/format.h>

#include "process_time.hpp"

// How long `waymark cohort` takes over records of twenty readings each with ten windows, beside a program
// that does nothing but read every field of the same file with simdjson; and their ratio, whose limit is 3.
// waymark_windows_bench [PATIENTS]
namespace waymark::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t readings_each = 10;  // of each of two facts
constexpr std::size_t block = 1 << 20;
constexpr int rounds = 3;

// A sequence of numbers that looks random, the same each time.
class Mixed {
 public:
  explicit Mixed(std::uint64_t seed) : state_{seed * 0x9E3779B97F4A7C15ULL + 1} {}
  int below(int limit) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<int>(state_ % static_cast<std::uint64_t>(limit));
  }

 private:
  std::uint64_t state_;
};

std::string moment(int minutes_into_day) {
  return fmt::format("2026-11-22T{:02}:{:02}:00Z", minutes_into_day / 60, minutes_into_day % 60);
}

// Readings through one day, in tenths.
void append_readings(std::string& text, Mixed& mixed, int least, int most) {
  constexpr int minutes_between = 24 * 60 / static_cast<int>(readings_each);
  for (std::size_t i = 0; i < readings_each; ++i) {
    const auto minute = static_cast<int>(i) * minutes_between + mixed.below(minutes_between);
    fmt::format_to(std::back_inserter(text), R"({}{{"value":{:.1f},"time":"{}"}})", i == 0 ? "" : ",",
                   (least + mixed.below(most - least)) / 10.0, moment(minute));
  }
}

void write_patients(const fs::path& path, std::uint64_t patients) {
  std::ofstream file{path, std::ios::binary};
  std::string text;
  for (std::uint64_t number = 0; number < patients; ++number) {
    Mixed mixed{number + 1};
    fmt::format_to(std::back_inserter(text), R"({{"patient":"{}","facts":{{"recognized":"{}","lactate":[)",
                   number, moment(mixed.below(24 * 60)));
    append_readings(text, mixed, 5, 60);
    text += R"(],"pressure":[)";
    append_readings(text, mixed, 450, 1100);
    text += "]}}\n";
    if (text.size() < block) continue;
    file << text;
    text.clear();
  }
  file << text;
  if (!file.flush()) throw std::runtime_error{"cannot write the patients"};
}

struct Read {
  std::uint64_t patients = 0, readings = 0;
  double sum = 0;
};

void read_readings(simdjson::ondemand::array list, Read& read) {
  for (simdjson::ondemand::object reading : list) {
    for (auto field : reading) {
      const std::string_view key = field.unescaped_key();
      if (key == "value") {
        read.sum += double(field.value());
      } else {
        read.sum += static_cast<double>(std::string_view(field.value()).size());
      }
    }
    ++read.readings;
  }
}

// Every field of every patient.
Read read_patients(const fs::path& path) {
  const auto text = simdjson::padded_string::load(path.string()).value();
  simdjson::ondemand::parser parser;
  Read read;
  simdjson::ondemand::document_stream documents = parser.iterate_many(text, 1 << 22);
  for (auto document : documents) {
    for (auto entry : simdjson::ondemand::object(document.get_object())) {
      const std::string_view key = entry.unescaped_key();
      if (key == "patient") {
        read.sum += static_cast<double>(std::string_view(entry.value()).size());
        continue;
      }
      for (auto fact : simdjson::ondemand::object(entry.value())) {
        const std::string_view name = fact.unescaped_key();
        if (name == "recognized") {
          read.sum += static_cast<double>(std::string_view(fact.value()).size());
        } else {
          read_readings(fact.value().get_array(), read);
        }
      }
    }
    ++read.patients;
  }
  return read;
}

double seconds_of_reading(const fs::path& path, std::uint64_t patients) {
  const auto begin = Clock::now();
  const auto read = read_patients(path);
  const std::chrono::duration<double> passed = Clock::now() - begin;
  if (read.patients != patients || read.readings != patients * 2 * readings_each)
    throw std::runtime_error{"not all has been read"};
  return passed.count();
}

void run(std::uint64_t patients) {
  const fs::path memory = "/dev/shm";
  const auto folder = fs::is_directory(memory) ? memory : fs::temp_directory_path();
  const auto path = folder / fmt::format("waymark_windows_{}.ndjson", getpid());
  write_patients(path, patients);
  const std::vector<std::string> cohort{WAYMARK_PROGRAM,
                                        "cohort",
                                        WAYMARK_ROOT "/tests/bench/windows.pathway",
                                        "--facts",
                                        path.string(),
                                        "--at",
                                        "2026-11-23T00:00:00Z",
                                        "--threads",
                                        "1"};
  double least_reading = 1e9, least_cohort = 1e9;
  for (int i = 0; i < rounds; ++i) {
    least_reading = std::min(least_reading, seconds_of_reading(path, patients));
    least_cohort = std::min(least_cohort, elapsed_time(cohort).count());
  }
  const auto megabytes = static_cast<double>(fs::file_size(path)) / 1e6;
  fs::remove(path);
  fmt::print("{} patients, {:.0f} MB, best of {} rounds, one thread\n", patients, megabytes, rounds);
  fmt::print("reading every field   {:8.3f} s\n", least_reading);
  fmt::print("cohort, ten windows   {:8.3f} s\n", least_cohort);
  fmt::print("ratio                 {:8.2f}   (limit 3)\n", least_cohort / least_reading);
}

}  // namespace
}  // namespace waymark::bench

int main(int count, char** arguments) {
  try {
    waymark::bench::run(count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
  return 0;
}
