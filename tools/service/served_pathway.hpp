#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "tools/api/documents.hpp"
#include "tools/service/hooks/prefetch.hpp"

namespace waymark::service {

// A pathway as it was read.
struct LoadedPathway {
  std::string path;         // as it was named
  Compilation compilation;  // with a model
  FhirBinding binding;
  std::string page;  // HTML; empty where none could be made
};

// Reads a pathway; a text says why it cannot be served.
using PathwayLoader = std::function<std::variant<LoadedPathway, std::string>()>;

// A pathway that is served, with all that does not depend on patients. It never changes.
struct ServedPathway {
  explicit ServedPathway(LoadedPathway loaded);

  const model::Model& model() const { return *checked.compilation.model; }
  const std::string& id() const { return model().id; }

  CheckedPathway checked;
  std::string page;
  Document check;
  std::string inputs, summary;  // documents
  std::vector<PrefetchTemplate> templates;
  std::vector<std::string> never_sent;  // titles of the facts that no template asks for
};

using ServedPathways = std::vector<std::shared_ptr<const ServedPathway>>;

// The pathways that are served. They are read anew without a pause: who has begun with one goes on with it.
class PathwayShelf {
 public:
  explicit PathwayShelf(std::vector<PathwayLoader> loaders) : loaders_{std::move(loaders)} {}

  // What came of reading them: what was taken, and why others were not; the old ones stay then.
  struct Reload {
    std::size_t taken = 0;
    std::vector<std::string> refused;
  };
  Reload load();

  // All of them, in the order in which they were named.
  ServedPathways all() const;
  // The one of that id, or null.
  std::shared_ptr<const ServedPathway> find(const std::string& id) const;

 private:
  std::vector<PathwayLoader> loaders_;
  mutable std::mutex mutex_;
  ServedPathways pathways_;  // by loader; null: could not be read yet
};

}  // namespace waymark::service
