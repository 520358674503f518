#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/language_server/cancelled_requests.hpp"
#include "tools/language_server/message.hpp"
#include "tools/language_server/methods.hpp"
#include "tools/language_server/published.hpp"
#include "tools/language_server/token_results.hpp"
#include "tools/language_server/workspace.hpp"

namespace waymark::lsp {

// A language server without its pipes: messages in, messages out. It keeps the order of the protocol: nothing
// before `initialize`, nothing but `exit` after `shutdown`.
class Server {
 public:
  explicit Server(SourcePlace place) : workspace_{std::move(place)} {}

  // Returns what is sent because of a message; `body` is its text.
  std::vector<Json> receive(const std::string& body);
  // Returns the error that is sent because of bytes that form no message.
  Json refuse_framing(const std::string& reason) const;
  // Returns the diagnostics that changed since the last call.
  std::vector<Json> refresh();

  bool is_ended() const { return state_ == State::ended; }
  // 0 where `exit` came after `shutdown`, else 1.
  int exit_code() const { return was_shut_down_ ? 0 : 1; }

  Workspace& workspace() { return workspace_; }
  CancelledRequests& cancelled() { return cancelled_; }
  // Notes what tests and proofs found; `refresh` sends it.
  void note(Findings findings);
  // Returns the sound pathways of open documents whose proofs are not done yet.
  std::vector<SnapshotPtr> not_looked_at();

 private:
  enum class State { fresh, running, shut_down, ended };

  std::vector<Json> receive_one(const Json& message);
  std::vector<Json> understood(const Json& message);
  Answer request(const std::string& method, const Json& params);
  void notify(const std::string& method, const Json& params);
  Answer initialize(const Json& params);
  Answer symbols(const Json& params);
  Answer diagnostics_of_workspace();
  Answer diagnostics_of(const Json& params);
  void choose_scenario(const Json& params);
  std::vector<Json> requests_to_ask_again();

  State state_ = State::fresh;
  bool was_shut_down_ = false;
  Client client_;
  Workspace workspace_;
  CancelledRequests cancelled_;
  Knowledge knowledge_;
  TokenResults tokens_;
  bool has_news_ = false;                  // there are findings that the editor was not told of
  bool is_chosen_anew_ = false;            // so of the scenario that is chosen
  std::map<std::string, Json> published_;  // by URI: version and diagnostics
};

}  // namespace waymark::lsp
