#include "core_files.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waymark::bench {

const std::array<const char*, core_facts> core_fact_names = {"etiology",
                                                             "spo2",
                                                             "pao2",
                                                             "supplemental_oxygen",
                                                             "ventilated",
                                                             "bleeding_controlled",
                                                             "refractory",
                                                             "standard_therapy_failed",
                                                             "life_threatening",
                                                             "platelets",
                                                             "age",
                                                             "creatinine",
                                                             "on_dialysis",
                                                             "lung_area_involved",
                                                             "hemoptysis_rate",
                                                             "months_in_remission",
                                                             "kidney_transplant_candidate",
                                                             "infection_confirmed"};

const std::array<const char*, 9> core_etiologies = {
    "aav", "anti_gbm",   "sle",        "other_autoimmune", "infection",
    "hct", "medication", "idiopathic", "unexplained"};

namespace {

constexpr std::size_t block = 1 << 20;

int places(CoreFact fact) {
  switch (fact) {
    case creatinine: return 2;
    case pao2:
    case hemoptysis_rate: return 1;
    default: return 0;
  }
}

bool is_number(CoreFact fact) {
  switch (fact) {
    case spo2:
    case pao2:
    case platelets:
    case age:
    case creatinine:
    case lung_area_involved:
    case hemoptysis_rate:
    case months_in_remission: return true;
    default: return false;
  }
}

// Numbers are in tenths or hundredths.
void append_number(std::string& text, CoreFact fact, std::int32_t value) {
  const auto divisor = fact == creatinine ? 100.0 : 10.0;
  fmt::format_to(std::back_inserter(text), "{:.{}f}", value / divisor, places(fact));
}

void append_value(std::string& text, CoreFact fact, std::int32_t value) {
  if (is_number(fact)) return append_number(text, fact, value);
  text += value != 0 ? "true" : "false";
}

bool is_written_as_null(std::uint64_t number, std::size_t fact) { return (number * 31 + fact * 17) % 4 == 0; }

}  // namespace

void append_ndjson(std::string& text, std::uint64_t number, const CorePatient& patient) {
  fmt::format_to(std::back_inserter(text), R"({{"patient":"{}","facts":{{)", number);
  bool is_first = true;
  for (std::size_t i = 0; i < core_facts; ++i) {
    if (!patient[i] && !is_written_as_null(number, i)) continue;
    text.append(is_first ? "\"" : ",\"").append(core_fact_names[i]).append("\":");
    is_first = false;
    const auto fact = static_cast<CoreFact>(i);
    if (!patient[i]) {
      text += "null";
    } else if (fact == etiology) {
      text.append("\"").append(core_etiologies[static_cast<std::size_t>(*patient[i])]).append("\"");
    } else {
      append_value(text, fact, *patient[i]);
    }
  }
  text += "}}\n";
}

std::string core_csv_header() { return fmt::format("patient,{}\n", fmt::join(core_fact_names, ",")); }

void append_csv(std::string& text, std::uint64_t number, const CorePatient& patient) {
  text += std::to_string(number);
  for (std::size_t i = 0; i < core_facts; ++i) {
    text += ',';
    if (!patient[i]) continue;
    if (i == etiology) {
      text += core_etiologies[static_cast<std::size_t>(*patient[i])];
    } else {
      append_value(text, static_cast<CoreFact>(i), *patient[i]);
    }
  }
  text += '\n';
}

void write_core_files(std::uint64_t patients, const std::string& ndjson, const std::string& csv) {
  std::ofstream documents{ndjson, std::ios::binary}, table{csv, std::ios::binary};
  std::string lines, rows = core_csv_header();
  const auto flush = [&] {
    documents << lines;
    table << rows;
    lines.clear();
    rows.clear();
  };
  for (std::uint64_t number = 0; number < patients; ++number) {
    const auto patient = core_patient(number);
    append_ndjson(lines, number, patient);
    append_csv(rows, number, patient);
    if (lines.size() > block) flush();
  }
  flush();
  if (!documents.flush() || !table.flush()) throw std::runtime_error{"cannot write the patients"};
}

}  // namespace waymark::bench
