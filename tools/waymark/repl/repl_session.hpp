#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/report/explanation_text.hpp"
#include "tools/waymark/io/files_of_call.hpp"
#include "tools/waymark/io/patient_input.hpp"
#include "tools/waymark/repl/repl_findings.hpp"
#include "tools/waymark/repl/repl_pathway.hpp"

namespace waymark {

// One patient at one moment, and what comes of them.
struct ReplCase {
  Patient patient;
  Moment at;
  Findings findings;
};

// Where the exploration stands.
struct ReplSession {
  std::shared_ptr<const ReplCase> now;
  std::deque<std::shared_ptr<const ReplCase>> earlier, undone;  // the next one to go back or forth to is last
  std::shared_ptr<const ReplCase> compared;                     // what `diff` holds the case against
};

// What a line led to. Where there is an error the session is as it was.
struct ReplStep {
  ReplSession session;
  std::string out;
  std::string error;
  bool ends = false;
};

// Explores a pathway line by line. Beside the files that `given`, `save` and `reload` name, a step depends on
// the session and the line alone.
class Repl {
 public:
  Repl(std::unique_ptr<ReplPathway> pathway, std::string path, CommonOptions options,
       const Surroundings& surroundings);

  // What the call reads beside the pathway: no case is saved over it.
  void reads(std::string_view option, const std::optional<std::string>& path) { files_.reads(option, path); }

  ReplSession start(Patient patient, Moment at) const;
  ReplStep step(const ReplSession& session, const std::string& line);

  const ReplPathway& pathway() const { return *pathway_; }
  // How the last word of a line may go on.
  std::vector<std::string> completions(const std::string& line) const;
  // That the files have changed; once for each change. Empty where they have not.
  std::string notice();

 private:
  using Handler = ReplStep (Repl::*)(const ReplSession&, const std::string& rest);
  static Handler handler(const std::string& word);

  // Each takes what stands behind the command's word.
  ReplStep help(const ReplSession&, const std::string&);
  ReplStep set(const ReplSession&, const std::string&);
  ReplStep unset(const ReplSession&, const std::string&);
  ReplStep given(const ReplSession&, const std::string&);
  ReplStep at(const ReplSession&, const std::string&);
  ReplStep show(const ReplSession&, const std::string&);
  ReplStep path(const ReplSession&, const std::string&);
  ReplStep why(const ReplSession&, const std::string&);
  ReplStep why_not(const ReplSession&, const std::string&);
  ReplStep ask(const ReplSession&, const std::string&);
  ReplStep needs(const ReplSession&, const std::string&);
  ReplStep undo(const ReplSession&, const std::string&);
  ReplStep redo(const ReplSession&, const std::string&);
  ReplStep diff(const ReplSession&, const std::string&);
  ReplStep save(const ReplSession&, const std::string&);
  ReplStep reload(const ReplSession&, const std::string&);
  ReplStep quit(const ReplSession&, const std::string&);

  ReplStep evaluate(const ReplSession&, const std::string& expression);
  ReplStep explained(const ReplSession&, const std::string& id, ExplanationText::Parts parts) const;
  ReplStep changed(const ReplSession&, Patient patient, Moment at) const;
  ReplStep moved(const ReplSession& before, ReplSession after) const;
  std::shared_ptr<const ReplCase> judged(Patient patient, Moment at) const;
  const model::Model& model() const { return pathway_->model(); }

  std::unique_ptr<ReplPathway> pathway_;
  std::string path_;
  CommonOptions options_;
  const Surroundings& surroundings_;
  FilesOfCall files_;
  bool noticed_ = false;
};

}  // namespace waymark
