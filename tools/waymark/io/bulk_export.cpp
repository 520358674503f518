#include "tools/waymark/io/bulk_export.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "interpreter/cohort/fast_ndjson.hpp"
#include "interpreter/facts/fhir/fhir_record.hpp"
#include "interpreter/facts/json/json_document.hpp"
#include "interpreter/facts/json/json_slices.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t bytes_of_part = 16'000'000;
constexpr std::uint64_t unpacked = 10;  // how much larger a gzipped file becomes, about
constexpr std::size_t most_parts = 256;
constexpr std::size_t bytes_of_stretch = 1'000'000;
constexpr std::size_t most_reported = 20;

// What stands before a reference to a medication in a part; a resource begins with a brace.
constexpr char reference_mark = '@';

std::string_view without_edges(std::string_view line) {
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  const auto begin = std::min(line.find_first_not_of(" \t\r"), line.size());
  return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
}

// FNV-1a, which is the same on every machine.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t result = 14695981039346656037ULL;
  for (const char c : text) result = (result ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return result;
}

std::uint64_t size_of_file(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return 0;
  return path.ends_with(".gz") ? size * unpacked : size;
}

// A length and so many bytes.
void append_record(std::string& text, std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  text.append(reinterpret_cast<const char*>(&size), sizeof size);
  text.append(bytes);
}

std::string_view take_record(std::string_view& text) {
  std::uint32_t size = 0;
  std::memcpy(&size, text.data(), sizeof size);
  const auto result = text.substr(sizeof size, size);
  text.remove_prefix(sizeof size + size);
  return result;
}

std::string reference_at(const std::vector<json::Slice>& members, std::string_view key) {
  const auto object = json::find(members, key);
  const auto reference = json::text_at(json::members_of(object), "reference");
  return reference ? fhir::local_reference(*reference) : std::string{};
}

// Whose resource it is, as "Patient/ID"; empty where it belongs to nobody.
std::string patient_of(const std::vector<json::Slice>& members, std::string_view type) {
  if (type == "Patient") return "Patient/" + json::text_at(members, "id").value_or("");
  for (const auto key : {"subject", "patient"}) {
    auto reference = reference_at(members, key);
    if (reference.starts_with("Patient/")) return reference;
  }
  return {};
}

Lines lines_of(const std::string& text, std::size_t first) {
  auto bytes = std::make_unique<char[]>(text.size() + cohort::readable_behind_line);
  std::copy(text.begin(), text.end(), bytes.get());
  const std::string_view kept{bytes.get(), text.size()};
  return {std::move(bytes), kept, first, false};
}

}  // namespace

BulkExport::BulkExport(std::size_t parts) : parts_(parts) {}

std::vector<std::string> BulkExport::files_of(const std::string& folder) {
  std::vector<std::string> result;
  std::error_code error;
  for (const auto& each : fs::directory_iterator{folder, error}) {
    const auto name = each.path().string();
    if (name.ends_with(".ndjson") || name.ends_with(".ndjson.gz")) result.push_back(name);
  }
  std::ranges::sort(result);
  return result;
}

std::variant<BulkExport, std::string> BulkExport::open(const std::string& folder,
                                                       const Surroundings& surroundings) {
  const auto files = files_of(folder);
  if (files.empty())
    return program_message(
        fmt::format("{}: this is a folder without *.ndjson, and so no bulk export of FHIR", folder));
  std::uint64_t bytes = 0;
  for (const auto& file : files) bytes += size_of_file(file);
  BulkExport result{std::clamp<std::size_t>(bytes / bytes_of_part + 1, 1, most_parts)};
  for (const auto& file : files) {
    if (auto message = result.add_file(file, surroundings)) return *std::move(message);
    if (result.failure_) return program_message(fmt::format("{}: {}", folder, *result.failure_));
  }
  return result;
}

std::optional<std::string> BulkExport::add_file(const std::string& path, const Surroundings& surroundings) {
  auto opened = LineSource::open(path, surroundings);
  if (const auto* reason = std::get_if<std::string>(&opened))
    return program_message(fmt::format("{}: {}", path, *reason));
  const auto name = fs::path{path}.filename().string();
  types_.insert(name.substr(0, name.find_first_of(".-_")));
  auto& source = std::get<LineSource>(opened);
  while (const auto lines = source.next()) {
    auto number = lines->first;
    if (lines->too_long) add_line({}, path, number);
    for (auto text = lines->text; !text.empty(); ++number) {
      const auto end = std::min(text.find('\n'), text.size());
      const auto line = text.substr(0, end);
      if (line.find_first_not_of(" \t\r") != line.npos) add_line(line, path, number);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  if (source.failure()) return program_message(fmt::format("{}: {}", path, *source.failure()));
  return std::nullopt;
}

void BulkExport::add_line(std::string_view line, const std::string& file, std::size_t number) {
  line = without_edges(line);
  const bool is_sound = json::json_fault(line, json::deepest_level) == json::JsonFault::none;
  const auto members = is_sound ? json::members_of(line) : std::vector<json::Slice>{};
  const auto type = json::text_at(members, "resourceType");
  if (!type || *type == "Bundle") {
    if (++broken_ <= most_reported)
      messages_ += program_message(fmt::format("{}:{}: is no resource of a bulk export", file, number));
    return;
  }
  types_.insert(*type);
  if (*type == "Medication") {
    medications_.insert_or_assign("Medication/" + json::text_at(members, "id").value_or(""),
                                  std::string{line});
    return;
  }
  const auto patient = patient_of(members, *type);
  if (patient.empty()) return;
  add_to_part(patient, line);
  const auto medication = reference_at(members, "medicationReference");
  if (!medication.empty()) add_to_part(patient, reference_mark + medication);
}

void BulkExport::add_to_part(std::string_view patient, std::string_view resource) {
  std::string record;
  append_record(record, patient);
  append_record(record, resource);
  if (auto reason = parts_[hash_of(patient) % parts_.size()].write(record)) fail(*reason);
  written_ += record.size();
}

void BulkExport::fail(const std::string& reason) {
  if (!failure_) failure_ = "the patients cannot be joined on disk: " + reason;
}

// The next part that has patients.
bool BulkExport::read_part() {
  patients_.clear();
  next_patient_ = 0;
  while (patients_.empty() && next_part_ < parts_.size()) {
    if (auto reason = parts_[next_part_++].take(part_)) {
      fail(*reason);
      return false;
    }
    read_ += part_.size();
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::string_view left = part_; !left.empty();) {
      const auto patient = take_record(left), resource = take_record(left);
      const auto [place, is_new] = places.try_emplace(patient, patients_.size());
      if (is_new) patients_.emplace_back(patient, std::vector<std::string_view>{});
      patients_[place->second].second.push_back(resource);
    }
  }
  return !patients_.empty();
}

// A reference stands for the medication that it names, once.
void BulkExport::append_patient(std::string& text, const std::vector<std::string_view>& resources) const {
  std::vector<std::string_view> named;
  text += R"({"resourceType":"Bundle","type":"collection","entry":[)";
  bool is_first = true;
  for (auto resource : resources) {
    if (resource.starts_with(reference_mark)) {
      const auto medication = resource.substr(1);
      const auto found = medications_.find(medication);
      if (found == medications_.end() || std::ranges::find(named, medication) != named.end()) continue;
      named.push_back(medication);
      resource = found->second;
    }
    text += is_first ? R"({"resource":)" : R"(,{"resource":)";
    text += resource;
    text += '}';
    is_first = false;
  }
  text += "]}\n";
}

std::optional<Lines> BulkExport::next() {
  std::string text;
  const auto first = next_line_;
  while (text.size() < bytes_of_stretch) {
    if (next_patient_ == patients_.size() && !read_part()) break;
    const auto before = text.size();
    append_patient(text, patients_[next_patient_].second);
    if (text.size() - before > json::most_bytes) {
      text.resize(before);
      if (!text.empty()) break;
      ++next_patient_;
      return Lines{nullptr, {}, next_line_++, true};
    }
    ++next_patient_;
    ++next_line_;
  }
  if (text.empty()) return std::nullopt;
  return lines_of(text, first);
}

}  // namespace waymark
