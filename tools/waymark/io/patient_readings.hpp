#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include "interpreter/facts/json/facts_json.hpp"
#include "tools/waymark/io/line_source.hpp"

namespace waymark {

// A table `patient,fact,time,value[,unit]` beside a file of patients: a reading or an event a line. All of a
// patient stand together, and the patients in the order of the other file.
class PatientReadings {
 public:
  // Or what is wrong with the file or its header, as messages. The model must outlive it.
  static std::variant<PatientReadings, std::string> open(const std::string& path, const model::Model& model,
                                                         const Surroundings& surroundings);

  // Adds those of the patient, if there are any; or says why they cannot be used.
  std::optional<std::string> add(Patient& patient);
  // A line was refused between the patient before and the one to come: the readings that come next may be of
  // whoever stands there.
  void after_refused() { ++refused_; }
  // What is wrong behind the last patient, so that all who came before may lack readings of theirs: readings
  // of nobody, or a file that cannot be read.
  std::optional<std::string> at_end();

 private:
  // A line in parts; `problem` says what is wrong with it.
  struct Reading {
    std::string patient, fact, time, value, unit, problem;
    std::size_t line = 0;
  };

  PatientReadings(std::string name, LineSource source, const model::Model& model)
      : name_{std::move(name)}, source_{std::move(source)}, reader_{model} {}

  std::optional<std::string> read_header();
  std::optional<std::string_view> next_line();
  void advance();
  Reading parsed(std::string_view line) const;
  std::string about(std::size_t line, std::string_view problem) const;
  std::optional<std::string> put(Patient& patient, const std::string& document, std::size_t line) const;
  void pass_over_refused(const Patient& patient);

  std::string name_;
  LineSource source_;
  PatientReader reader_;
  std::optional<Lines> lines_;  // that are being read, without what has been read
  std::size_t line_ = 0;
  bool has_unit_ = false;
  std::optional<Reading> next_;
  std::size_t refused_ = 0;            // lines of patients, behind the last who had readings
  std::set<std::string> passed_over_;  // who had readings and may be one of those
};

}  // namespace waymark
