#pragma once

#include <httplib.h>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tools/service/service.hpp"

namespace waymark::service {

using Json = nlohmann::json;

// A small pathway that has what cards are made of: each modality, a choice, a group, doses, a
// contraindication, titles that try to be markup.
extern const std::string ward_text;

// What reads the text as a pathway; "ward" unless it says otherwise.
PathwayLoader loader_of(const std::string& text);

// A service for the ward on a port of its own.
class Ward {
 public:
  explicit Ward(ServiceOptions options = {}, std::string text = ward_text);

  httplib::Client client() const;
  httplib::Result post(const std::string& path, const std::string& body) const;
  // The answer to a call of the ward, which has to be 200.
  Json cards(const Json& request) const;

  Service& running() { return *service_; }
  int port() const { return service_->port(); }
  std::vector<std::string> log() const;

 private:
  // The log is written to by other threads.
  struct Log {
    std::mutex mutex;
    std::vector<std::string> lines;
  };
  std::shared_ptr<Log> log_ = std::make_shared<Log>();
  std::unique_ptr<Service> service_;
};

// A sound call of patient-view about the patient "p-1": no prefetch yet.
Json view_call();
// The same of order-sign; `orders` are resources.
Json order_call(const std::vector<Json>& orders = {});

// Resources of FHIR about the patient, from today.
Json patient();
Json saturation(const std::string& id, const Json& value);
Json allergy(const std::string& system, const std::string& code);
Json allergy_to_penicillin();
Json no_known_allergy();
Json bundle_of(const std::vector<Json>& resources);

// The call with a prefetch in which everything was searched: the resources under their keys.
Json searched(Json call, const std::vector<Json>& observations, const std::vector<Json>& allergies);

// The card about a statement; null where there is none.
Json card_about(const Json& answer, const std::string& statement);
// The card that says what cannot be said yet.
Json open_card(const Json& answer);

}  // namespace waymark::service
