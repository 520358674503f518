#include "core_native.hpp"

#include <cstring>
#include <fcntl.h>
#include <optional>
#include <simdjson.h>
#include <stdexcept>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "core_files.hpp"

namespace waymark::bench {
namespace {

// --- the patient and the decisions

struct NativePatient {
  std::optional<int> etiology;
  std::array<std::optional<bool>, core_facts> conditions;
  std::array<std::optional<double>, core_facts> numbers;
};

struct Truths {
  bool yes, no;
};
Truths operator&(Truths a, Truths b) { return {bool(a.yes & b.yes), bool(a.no | b.no)}; }
Truths operator|(Truths a, Truths b) { return {bool(a.yes | b.yes), bool(a.no & b.no)}; }
Truths operator!(Truths a) { return {a.no, a.yes}; }
template <typename Value, typename Test>
Truths test(const std::optional<Value>& value, Test holds) {
  const bool found = holds(*value);
  return {bool(value.has_value() & found), bool(value.has_value() & !found)};
}

std::array<Truths, core_decisions> decide(const NativePatient& patient) {
  const auto is = [&](int cause) {
    return test(patient.etiology, [cause](int value) { return value == cause; });
  };
  const auto said = [&](CoreFact fact) {
    return test(patient.conditions[fact], [](bool value) { return value; });
  };
  const auto less = [&](CoreFact fact, double than) {
    return test(patient.numbers[fact], [than](double value) { return value < than; });
  };
  const auto hypoxemia = less(spo2, 90) | less(pao2, 60) | said(supplemental_oxygen) | said(ventilated);
  const auto autoimmune = is(0) | is(1) | is(2) | is(3);
  const auto stubborn = said(refractory);
  const auto large_area = test(patient.numbers[lung_area_involved], [](double value) { return value > 50; });
  return {Truths{true, false},
          !is(4),
          autoimmune,
          hypoxemia & autoimmune,
          less(platelets, 50),
          stubborn,
          stubborn & said(standard_therapy_failed),
          said(life_threatening) & stubborn,
          is(4) | said(infection_confirmed),
          is(5),
          is(2) & stubborn,
          said(bleeding_controlled),
          is(0) & !less(months_in_remission, 0) & less(months_in_remission, 48),
          said(kidney_transplant_candidate) & is(0) & less(months_in_remission, 6),
          stubborn,
          hypoxemia | !less(age, 65) | !less(creatinine, 5.6) | said(on_dialysis) | large_area};
}

void add(CoreCounts& counts, const NativePatient& patient) {
  const auto decisions = decide(patient);
  for (std::size_t i = 0; i < core_decisions; ++i)
    ++counts[i][decisions[i].yes ? 1 : decisions[i].no ? 0 : 2];
}

[[noreturn]] void fail(const char* reason) { throw std::runtime_error{reason}; }

int etiology_called(std::string_view id) {
  for (std::size_t i = 0; i < core_etiologies.size(); ++i) {
    if (id == core_etiologies[i]) return static_cast<int>(i);
  }
  fail("an unknown etiology");
}

constexpr bool holds_number(std::size_t fact) {
  return fact == spo2 || fact == pao2 || fact == platelets || fact == age || fact == creatinine ||
         fact == lung_area_involved || fact == hemoptysis_rate || fact == months_in_remission;
}

// --- whole lines of a file, a block at a time

class Blocks {
 public:
  explicit Blocks(const std::string& path) : file_{::open(path.c_str(), O_RDONLY)}, text_(size + padding) {
    if (file_ < 0) fail("cannot open the file");
  }
  ~Blocks() { ::close(file_); }
  Blocks(const Blocks&) = delete;
  Blocks& operator=(const Blocks&) = delete;

  // Empty at the end. `padding` bytes behind it are readable.
  std::string_view next() {
    std::memmove(text_.data(), text_.data() + used_, have_ - used_);
    have_ -= used_;
    while (have_ < size) {
      const auto count = ::read(file_, text_.data() + have_, size - have_);
      if (count <= 0) break;
      have_ += static_cast<std::size_t>(count);
    }
    const auto end = std::string_view{text_.data(), have_}.rfind('\n');
    used_ = end == std::string_view::npos ? 0 : end + 1;
    return {text_.data(), used_};
  }

  static constexpr std::size_t size = 1 << 20, padding = 128;

 private:
  int file_;
  std::vector<char> text_;
  std::size_t have_ = 0, used_ = 0;
};

// --- NDJSON

// A perfect hash over the length and the first character of the names, found when the program starts.
class FactNames {
 public:
  FactNames() {
    for (factor_ = 1; !fits(); ++factor_) {
    }
  }

  std::size_t find(std::string_view name) const {
    const auto fact = slots_[slot(name)];
    if (fact < 0 || name != core_fact_names[static_cast<std::size_t>(fact)]) fail("an unknown fact");
    return static_cast<std::size_t>(fact);
  }

 private:
  std::size_t slot(std::string_view name) const {
    return (name.size() * factor_ + static_cast<unsigned char>(name.front())) & 63;
  }
  bool fits() {
    slots_.fill(-1);
    for (int fact = 0; fact < core_facts; ++fact) {
      auto& place = slots_[slot(core_fact_names[static_cast<std::size_t>(fact)])];
      if (place >= 0) return false;
      place = static_cast<std::int8_t>(fact);
    }
    return true;
  }

  std::array<std::int8_t, 64> slots_{};
  std::size_t factor_ = 1;
};

namespace ondemand = simdjson::ondemand;

void read_fact(std::size_t fact, ondemand::value& value, NativePatient& patient) {
  if (fact == etiology) {
    std::string_view id;
    if (!value.get_string().get(id)) patient.etiology = etiology_called(id);
  } else if (holds_number(fact)) {
    double number = 0;
    if (!value.get_double().get(number)) patient.numbers[fact] = number;
  } else {
    bool truth = false;
    if (!value.get_bool().get(truth)) patient.conditions[fact] = truth;
  }
}

void read_facts(ondemand::object facts, const FactNames& names, NativePatient& patient) {
  for (auto each : facts) {
    ondemand::raw_json_string key;
    ondemand::value value;
    if (each.key().get(key) || each.value().get(value)) fail("no field");
    const auto* end = static_cast<const char*>(std::memchr(key.raw(), '"', 64));
    read_fact(names.find({key.raw(), static_cast<std::size_t>(end - key.raw())}), value, patient);
  }
}

// --- CSV

const char* read_number(const char* at, double& number) {
  static constexpr double powers[] = {1, 1e1, 1e2, 1e3, 1e4};
  const bool is_negative = *at == '-';
  if (is_negative) ++at;
  std::uint64_t digits = 0;
  const auto read_digits = [&] {
    const char* const begin = at;
    for (; unsigned(*at - '0') < 10U; ++at) digits = digits * 10 + unsigned(*at - '0');
    return at - begin;
  };
  if (read_digits() == 0) fail("no number");
  number = static_cast<double>(digits);
  if (*at == '.') {
    ++at;
    const auto places = read_digits();
    if (places > 4) fail("too many places");
    number = static_cast<double>(digits) / powers[places];
  }
  if (is_negative) number = -number;
  return at;
}

const char* read_truth(const char* at, bool& truth) {
  truth = std::memcmp(at, "true", 4) == 0;
  if (!truth && std::memcmp(at, "false", 5) != 0) fail("neither true nor false");
  return at + (truth ? 4 : 5);
}

template <std::size_t fact>
[[gnu::always_inline]] inline const char* read_cell(const char* at, NativePatient& patient) {
  if (*at++ != ',') fail("no comma");
  if (*at == ',' || *at == '\n') return at;
  if constexpr (fact == etiology) {
    const char* const begin = at;
    while (*at != ',') ++at;
    patient.etiology = etiology_called({begin, static_cast<std::size_t>(at - begin)});
    return at;
  } else if constexpr (holds_number(fact)) {
    double number = 0;
    at = read_number(at, number);
    patient.numbers[fact] = number;
    return at;
  } else {
    bool truth = false;
    at = read_truth(at, truth);
    patient.conditions[fact] = truth;
    return at;
  }
}

template <std::size_t... facts>
[[gnu::always_inline]] inline const char* read_row(const char* at, NativePatient& patient,
                                                   std::index_sequence<facts...>) {
  while (*at != ',') ++at;
  ((at = read_cell<facts>(at, patient)), ...);
  if (*at != '\n') fail("no end of line");
  return at + 1;
}

}  // namespace

CoreCounts count_ndjson(const std::string& path) {
  const FactNames names;
  CoreCounts counts{};
  Blocks blocks{path};
  ondemand::parser parser;
  for (auto block = blocks.next(); !block.empty(); block = blocks.next()) {
    ondemand::document_stream documents;
    if (parser.iterate_many(block.data(), block.size(), Blocks::size).get(documents)) fail("no documents");
    for (auto document : documents) {
      NativePatient patient;
      std::string_view id;
      ondemand::object facts;
      if (document["patient"].get_string().get(id) || document["facts"].get_object().get(facts))
        fail("no patient");
      read_facts(facts, names, patient);
      add(counts, patient);
    }
  }
  return counts;
}

CoreCounts count_csv(const std::string& path) {
  CoreCounts counts{};
  Blocks blocks{path};
  auto header = core_csv_header();
  for (auto block = blocks.next(); !block.empty(); block = blocks.next()) {
    if (!block.starts_with(header)) fail("another header");
    block.remove_prefix(header.size());
    header.clear();
    for (const char *at = block.data(), *end = at + block.size(); at < end;) {
      NativePatient patient;
      at = read_row(at, patient, std::make_index_sequence<core_facts>{});
      add(counts, patient);
    }
  }
  return counts;
}

}  // namespace waymark::bench
