#include "interpreter/cohort/plain_ndjson.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <simdjson.h>
#include <utility>
#include <vector>

#include "interpreter/cohort/moment_text.hpp"
#include "interpreter/cohort/plain_names.hpp"

namespace waymark::cohort {

namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::padded_string_view;

static_assert(readable_behind_line >= simdjson::SIMDJSON_PADDING);

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// A token as it stands, without the blanks behind it.
std::string_view trimmed(std::string_view token) {
  while (!token.empty() && is_blank(token.back())) token.remove_suffix(1);
  return token;
}

// What stands between the quotation marks; nullopt where that is not the text itself.
std::optional<std::string_view> unescaped(std::string_view token) {
  token = trimmed(token);
  if (token.size() < 2 || token.front() != '"' || token.back() != '"') return std::nullopt;
  token = token.substr(1, token.size() - 2);
  const bool is_itself = std::memchr(token.data(), '\\', token.size()) == nullptr &&
                         std::memchr(token.data(), '"', token.size()) == nullptr;
  return is_itself ? std::optional{token} : std::nullopt;
}

// A key up to its closing quotation mark; one with an escape is none that is known.
std::string_view key_text(const ondemand::raw_json_string& key) {
  const char* begin = key.raw();
  const char* end = begin;
  while (*end != '"' && *end != '\\') ++end;
  return *end == '"' ? std::string_view{begin, static_cast<std::size_t>(end - begin)} : std::string_view{};
}

std::optional<bool> truth_of(std::string_view token) {
  token = trimmed(token);
  if (token == "true") return true;
  if (token == "false") return false;
  return std::nullopt;
}

bool is_null(std::string_view token) { return trimmed(token) == "null"; }

}  // namespace

class PlainNdjson::Reader {
 public:
  explicit Reader(const model::Model& model) : names_{model} {}

  bool read(std::string_view line, PlainPatient& patient, PlainLine& said) {
    ondemand::document document;
    const padded_string_view text{line.data(), line.size(), line.size() + readable_behind_line};
    if (parser_.iterate(text).get(document)) return false;
    ondemand::object top;
    if (document.get_object().get(top)) return false;
    given_ = {};
    names_.restart();
    for (auto each : top) {
      ondemand::field field;
      if (std::move(each).get(field) || !entry(field, patient, said)) return false;
    }
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

 private:
  bool entry(ondemand::field& field, PlainPatient& patient, PlainLine& said) {
    const auto key = key_text(field.key());
    auto value = field.value();
    if (key == "facts" && !std::exchange(given_.facts, true)) return facts(value, patient);
    if (key == "patient" && !std::exchange(given_.patient, true)) return id(value, said);
    if (key == "at" && !std::exchange(given_.at, true)) return moment(value, said);
    return key == "parameters" && !std::exchange(given_.parameters, true) && no_parameters(value);
  }

  static bool id(ondemand::value& value, PlainLine& said) {
    const auto token = value.raw_json_token();
    if (is_null(token)) return true;
    const auto text = unescaped(token);
    if (text) said.id = *text;
    return text.has_value();
  }

  bool moment(ondemand::value& value, PlainLine& said) {
    const auto token = value.raw_json_token();
    if (is_null(token)) return true;
    const auto text = unescaped(token);
    if (text) said.at = moments_.read(*text);
    return said.at.has_value();
  }

  static bool no_parameters(ondemand::value& value) {
    ondemand::object object;
    bool is_empty = false;
    if (value.get_object().get(object) || object.is_empty().get(is_empty)) return false;
    return is_empty;
  }

  bool facts(ondemand::value& value, PlainPatient& patient) {
    ondemand::object object;
    if (value.get_object().get(object)) return false;
    for (auto each : object) {
      ondemand::field field;
      if (std::move(each).get(field)) return false;
      const auto found = names_.fact(key_text(field.key()));
      if (!found || !patient.begin(*found) || !fact(*found, field.value(), patient)) return false;
    }
    return true;
  }

  static bool fact(model::FactId fact, ondemand::value& value, PlainPatient& patient) {
    const auto token = value.raw_json_token();
    switch (token.front()) {
      case '"': {
        const auto text = unescaped(token);
        return text && patient.text(fact, *text);
      }
      case 't':
      case 'f': {
        const auto truth = truth_of(token);
        return truth && patient.truth(fact, *truth);
      }
      case 'n': return is_null(token);
      case '[': return list(fact, value, patient);
      case '{': return members(fact, value, patient);
      default: return number(fact, trimmed(token), patient);
    }
  }

  static bool number(model::FactId fact, std::string_view token, PlainPatient& patient) {
    const char* begin = token.data();
    const char* const end = begin + token.size();
    const auto number = plain_number(begin, end);
    return number && begin == end && patient.number(fact, *number);
  }

  static bool list(model::FactId fact, ondemand::value& value, PlainPatient& patient) {
    ondemand::array array;
    if (value.get_array().get(array) || !patient.begin_list(fact)) return false;
    for (auto each : array) {
      ondemand::value element;
      if (std::move(each).get(element)) return false;
      const auto id = unescaped(element.raw_json_token());
      if (!id || !patient.list_member(fact, *id)) return false;
    }
    return true;
  }

  // The same member twice is a mistake that is none of ours to find; a patient has few of them.
  static bool members(model::FactId fact, ondemand::value& value, PlainPatient& patient) {
    ondemand::object object;
    if (value.get_object().get(object)) return false;
    std::vector<std::string_view> given;
    for (auto each : object) {
      ondemand::field field;
      if (std::move(each).get(field)) return false;
      const auto key = key_text(field.key());
      const auto token = field.value().raw_json_token();
      const auto truth = truth_of(token);
      if (!truth && !is_null(token)) return false;
      if (std::ranges::find(given, key) != given.end()) return false;
      given.push_back(key);
      const auto state = !truth ? Truth::unknown : *truth ? Truth::yes : Truth::no;
      if (!patient.stated_member(fact, key, state)) return false;
    }
    return !given.empty();
  }

  struct Given {
    bool facts = false, patient = false, at = false, parameters = false;
  };

  ondemand::parser parser_;
  PlainNames names_;
  MomentText moments_;
  Given given_;
};

PlainNdjson::PlainNdjson(const model::Model& model) : reader_{std::make_unique<Reader>(model)} {}
PlainNdjson::~PlainNdjson() = default;

bool PlainNdjson::read(std::string_view line, PlainPatient& patient, PlainLine& said) {
  if (line.starts_with(byte_order_mark)) return false;
  return reader_->read(line, patient, said);
}

}  // namespace waymark::cohort
