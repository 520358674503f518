#include "interpreter/facts/fhir/fhir_record.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/fhir/fhir_json.hpp"
#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "interpreter/facts/json/parse_problem.hpp"
#include "lang/quantity/calendar.hpp"

namespace waymark::fhir {

namespace {

// What the record says of when the resource was changed last.
std::optional<Moment> last_updated(const json::Node& resource) {
  const auto text = fhir::text(member(&resource, "meta"), "lastUpdated");
  return text ? parse_moment(*text) : std::nullopt;
}

// The subject of a resource as it refers to it; nullopt where it names none.
std::optional<std::string_view> subject_of(const Entry& entry) {
  for (const auto key : {"subject", "patient"})
    if (const auto reference = text(member(entry.node, key), "reference")) return reference;
  return std::nullopt;
}

}  // namespace

std::string local_reference(std::string_view reference) {
  if (const auto history = reference.find("/_history/"); history != std::string_view::npos)
    reference = reference.substr(0, history);
  if (!reference.starts_with("http://") && !reference.starts_with("https://")) return std::string{reference};
  const auto last = reference.rfind('/');
  const auto before = last == std::string_view::npos || last == 0 ? last : reference.rfind('/', last - 1);
  return std::string{before == std::string_view::npos ? reference : reference.substr(before + 1)};
}

const json::Node* Record::resolve(std::string_view reference, const Entry& from) const {
  if (reference.starts_with('#')) {
    const auto* holder = from.container ? from.container : from.node;
    for (const auto& each : list(holder, "contained"))
      if (text(&each, "id") == reference.substr(1)) return &each;
    return nullptr;
  }
  auto found = by_reference_.find(reference);
  if (found == by_reference_.end()) found = by_reference_.find(local_reference(reference));
  return found == by_reference_.end() ? nullptr : found->second;
}

class RecordReader {
 public:
  std::variant<Record, std::vector<FactsProblem>> read(const std::vector<std::string_view>& texts) {
    for (const auto text : texts) add_text(text);
    if (!problems_.empty()) return std::move(problems_);
    keep_latest_versions();
    add_contained();
    find_patient();
    if (!problems_.empty()) return std::move(problems_);
    return std::move(record_);
  }

 private:
  void refuse(FactsProblems& problems) {
    for (auto& problem : problems.take()) problems_.push_back(std::move(problem));
  }

  void add_text(std::string_view text) {
    FactsProblems problems{text};
    if (text.size() > most_fhir_bytes) {
      FactsProblems of_size;
      of_size.report({"$", 0}, diagnostics::facts_too_large, most_fhir_bytes / 1'000'000);
      return refuse(of_size);
    }
    auto& roots = record_.roots_.emplace_back();
    auto whole = json::parse(text);
    if (auto* root = std::get_if<json::Node>(&whole)) {
      roots.push_back(std::move(*root));
    } else if (!read_lines(text, roots)) {
      report(std::get<json::ParseError>(whole), text, problems);
      return refuse(problems);
    }
    for (const auto& root : roots) add_root(root, problems);
    refuse(problems);
  }

  // A text of several lines, each of them a document of its own. False where the first is none: then what is
  // wrong is said of the text as a whole.
  bool read_lines(std::string_view text, std::vector<json::Node>& roots) {
    for (std::size_t begin = 0; begin < text.size();) {
      const auto end = std::min(text.find('\n', begin), text.size());
      auto line = text.substr(begin, end - begin);
      begin = end + 1;
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      auto read = json::parse(line);
      if (!std::holds_alternative<json::Node>(read)) return roots.clear(), false;
      roots.push_back(std::move(std::get<json::Node>(read)));
    }
    return !roots.empty();
  }

  void add_root(const json::Node& root, FactsProblems& problems) {
    const auto type = text(&root, "resourceType");
    const FactsPlace place{"$", root.offset};
    if (!type) {
      problems.report(place, diagnostics::not_fhir, json::describe(root));
    } else if (*type == "OperationOutcome") {
      const auto& issues = list(&root, "issue");
      const auto said = issues.empty() ? std::nullopt : text(&issues.front(), "diagnostics");
      problems.report(place, diagnostics::fhir_outcome, said.value_or("it does not say why"));
    } else {
      add_resource(root, {});
    }
  }

  void add_resource(const json::Node& node, std::string_view full_url) {
    const auto type = text(&node, "resourceType");
    if (!type) return;
    if (*type == "Bundle") return add_bundle(node);
    ++position_;
    const auto id = text(&node, "id");
    Entry entry{&node, std::string{*type}, {}, std::string{full_url}};
    entry.label = id ? fmt::format("{}/{}", *type, *id) : fmt::format("{} (entry {})", *type, position_);
    record_.entries_.push_back(std::move(entry));
  }

  void add_bundle(const json::Node& bundle) {
    for (const auto& link : list(&bundle, "link"))
      record_.has_further_pages_ |= text(&link, "relation") == "next";
    for (const auto& each : list(&bundle, "entry")) {
      const auto* resource = member(&each, "resource");
      if (resource) add_resource(*resource, text(&each, "fullUrl").value_or(""));
    }
  }

  // Of a resource that comes several times the one that was changed last; of several that do not say when
  // they were changed all stay, and what they say differently is a conflict of readings.
  void keep_latest_versions() {
    std::map<std::string, const json::Node*> latest;
    for (const auto& entry : record_.entries_) {
      auto& best = latest[entry.label];
      if (!best || last_updated(*best) < last_updated(*entry.node)) best = entry.node;
    }
    std::erase_if(record_.entries_, [&](const Entry& entry) {
      const auto* best = latest[entry.label];
      return best != entry.node && last_updated(*entry.node) < last_updated(*best);
    });
    for (const auto& entry : record_.entries_) {
      record_.by_reference_.emplace(entry.label, entry.node);
      if (!entry.full_url.empty()) record_.by_reference_.emplace(entry.full_url, entry.node);
    }
  }

  // A contained observation that a report or a panel refers to is one of the record.
  void add_contained() {
    std::vector<Entry> contained;
    for (const auto& entry : record_.entries_) {
      const bool is_report = entry.type == "DiagnosticReport";
      if (!is_report && entry.type != "Observation") continue;
      if (!counts(entry)) continue;
      for (const auto& each : list(entry.node, is_report ? "result" : "hasMember")) {
        const auto reference = text(&each, "reference");
        if (!reference || !reference->starts_with('#')) continue;
        const auto* node = record_.resolve(*reference, entry);
        const auto type = text(node, "resourceType");
        if (type)
          contained.push_back(
              {node, std::string{*type}, entry.label + std::string{*reference}, {}, entry.node});
      }
    }
    for (auto& each : contained) record_.entries_.push_back(std::move(each));
  }

  static bool counts(const Entry& entry) {
    const auto status = text(entry.node, "status").value_or("");
    return status == "final" || status == "amended" || status == "corrected" || status == "appended" ||
           status == "partial" || status == "preliminary";
  }

  void find_patient() {
    for (const auto& entry : record_.entries_) {
      if (entry.type == "Patient") note_patient(patient_key(entry));
      const auto subject = subject_of(entry);
      if (subject && !subject->starts_with('#')) note_subject(*subject, entry);
    }
    const auto slash = patient_.find('/');
    record_.patient_id_ = slash == std::string::npos ? patient_ : patient_.substr(slash + 1);
  }

  static std::string patient_key(const Entry& patient) {
    const bool has_id = text(patient.node, "id").has_value();
    return has_id || patient.full_url.empty() ? patient.label : patient.full_url;
  }

  // What is about something else than a patient, as a group or a device, names nobody.
  void note_subject(std::string_view subject, const Entry& entry) {
    const auto* node = record_.resolve(subject, entry);
    if (node && text(node, "resourceType") != "Patient") return;
    const auto target = std::ranges::find(record_.entries_, node, &Entry::node);
    if (node && target != record_.entries_.end()) return note_patient(patient_key(*target));
    const auto local = local_reference(subject);
    if (local.starts_with("Patient/") || local.starts_with("urn:")) note_patient(local);
  }

  // One without any name may be anybody.
  void note_patient(const std::string& key) {
    if (key.find(' ') != std::string::npos) return;
    if (patient_.empty()) patient_ = key;
    if (patient_ == key || is_reported_) return;
    is_reported_ = true;
    FactsProblems problems;
    problems.report({"$", 0}, diagnostics::fhir_other_patient, patient_, key);
    refuse(problems);
  }

  Record record_;
  std::vector<FactsProblem> problems_;
  std::string patient_;  // how the first one is named
  std::size_t position_ = 0;
  bool is_reported_ = false;
};

std::variant<Record, std::vector<FactsProblem>> read_record(const std::vector<std::string_view>& texts) {
  return RecordReader{}.read(texts);
}

}  // namespace waymark::fhir
