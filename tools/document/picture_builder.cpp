#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "interpreter/values/kleene.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/document/condition_sentences.hpp"
#include "tools/document/pathway_picture.hpp"
#include "tools/report/needs_words.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/reason_text.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {

namespace {

using model::ConditionKind;
using model::ExprId;
using Place = std::size_t;  // of a node

// Where the flow has come to: the node that leads on, by which of its answers, and whether the patient comes
// there.
struct Way {
  std::optional<Place> from;
  std::string answer;
  Truth reached = Truth::yes;
};

class PictureBuilder {
 public:
  explicit PictureBuilder(const RunReport& report)
      : report_{report}, wording_{report}, general_{told_of_nobody(report)}, general_wording_{general_} {}

  PathwayPicture build() {
    const auto& model = this->model();
    picture_.title =
        model.title.empty() ? model.id : fmt::format("{} ({} {})", model.title, model.id, model.version);
    if (!report_.of_nobody) picture_.patient = patient_words();
    Way way;
    for (const auto expr : model.applies) way = ask(way, expr);
    for (const auto& each : model.sections) section(each, way);
    add_relations();
    for (Place i = 0; i < picture_.nodes.size(); ++i) picture_.nodes[i].place = i;
    return std::move(picture_);
  }

 private:
  const model::Model& model() const { return report_.model(); }
  Evaluator& evaluator() { return report_.evaluator; }
  Truth truth(ExprId expr) { return report_.of_nobody ? Truth::unknown : evaluator().truth(expr); }

  std::string patient_words() const {
    const auto& id = report_.evaluator.patient().id;
    return fmt::format("{} at {}", id.empty() ? "the patient" : id, moment_text(report_.evaluator.at()));
  }

  PictureState state_of(Truth reached) const {
    if (report_.of_nobody) return PictureState::plain;
    if (reached == Truth::unknown) return PictureState::unknown;
    return reached == Truth::yes ? PictureState::taken : PictureState::ruled_out;
  }

  Place add(PictureNode node, const Way& way) {
    const auto place = picture_.nodes.size();
    if (in_section_) picture_.sections.back().nodes.push_back(place);
    if (way.from)
      picture_.edges.push_back({*way.from, place, way.answer, PictureEdgeKind::way, state_of(way.reached)});
    picture_.nodes.push_back(std::move(node));
    return place;
  }

  // Conditions ------------------------------------------------------------------

  // A question that stands at the same place already is not asked twice.
  Place question(const Way& way, ExprId expr) {
    const auto canonical = model()[expr].canonical;
    const auto key = std::tuple{way.from, way.answer, canonical};
    const auto found = asked_.find(key);
    if (found != asked_.end()) return found->second;
    return asked_[key] = add(question_node(way, expr), way);
  }

  PictureNode question_node(const Way& way, ExprId expr) {
    PictureNode node{.kind = PictureKind::question, .label = condition_words(report_, expr)};
    node.span = model()[expr].span;
    if (report_.of_nobody) return node;
    const auto holds = truth(expr);
    node.word = holds == Truth::unknown ? "not known" : std::string{to_string(holds)};
    node.state = state_of(way.reached);
    if (way.reached == Truth::yes && holds == Truth::unknown) node.state = PictureState::unknown;
    if (way.reached != Truth::no) node.reading = reading(node, expr);
    return node;
  }

  // Nothing where the question and its answer say as much.
  std::string reading(const PictureNode& node, ExprId expr) const {
    auto text = fmt::format("{}", fmt::join(reason_lines(report_, expr), "; "));
    return text == fmt::format("{}: {}", node.label, node.word) ? "" : text;
  }

  Way ask(const Way& way, ExprId expr) {
    return {question(way, expr), "yes", conjunction(way.reached, truth(expr))};
  }

  Way denied(const Way& way, ExprId expr) {
    return {question(way, expr), "no", conjunction(way.reached, negation(truth(expr)))};
  }

  // Sections ----------------------------------------------------------------------

  void section(const model::Section& section, const Way& before) {
    picture_.sections.push_back({section.id, section.title.empty() ? section.id : section.title, {}});
    in_section_ = true;
    asked_.clear();  // each section asks for itself
    block(section.body, section.guard ? ask(before, *section.guard) : beginning(before, section));
    in_section_ = false;
  }

  Way beginning(const Way& before, const model::Section& section) {
    PictureNode node{.kind = PictureKind::beginning, .label = "every patient", .span = section.span};
    node.state = state_of(before.reached);
    return {add(std::move(node), before), "", before.reached};
  }

  void block(const model::Block& block, const Way& way) {
    for (const auto& item : block.items) {
      std::visit(overloaded{
                     [&](const ast::Box<model::Branches>& node) { branches(*node, way); },
                     [&](const model::StatementReference& reference) { statement(reference, way); },
                 },
                 item);
    }
  }

  // Each branch is asked where those before it are no.
  void branches(const model::Branches& node, const Way& before) {
    auto way = before;
    for (const auto& branch : node.branches) {
      block(branch.body, ask(way, branch.guard));
      way = denied(way, branch.guard);
    }
    if (node.otherwise) block(*node.otherwise, way);
    if (node.if_unknown && node.unknown_guard) if_unknown(node, before);
  }

  void if_unknown(const model::Branches& node, const Way& before) {
    const auto reached = conjunction(before.reached, truth(*node.unknown_guard));
    auto way = before;
    std::vector<Place> places;
    for (const auto& branch : node.branches) {
      places.push_back(question(way, branch.guard));
      way = denied(way, branch.guard);
    }
    Way open{places.front(), "not known", reached};
    if (places.size() > 1) {
      PictureNode joint{.kind = PictureKind::beginning, .label = "one of these is not known"};
      joint.span = node.if_unknown_span;
      joint.state = state_of(reached);
      const auto place = add(std::move(joint), open);
      for (std::size_t i = 1; i < places.size(); ++i)
        picture_.edges.push_back({places[i], place, "not known", PictureEdgeKind::way, state_of(reached)});
      open = {place, "", reached};
    }
    block(*node.if_unknown, open);
  }

  // Statements --------------------------------------------------------------------

  void statement(const model::StatementReference& reference, Way way) {
    const auto& statement = model::statement(model(), reference);
    for (const auto& condition : statement.conditions) {
      if (condition.kind == ConditionKind::own_when || condition.kind == ConditionKind::requires_known)
        way = ask(way, condition.expr);
    }
    auto node = statement_node(reference, statement);
    places_[{reference.kind, reference.index}] = add(std::move(node), way);
  }

  PictureNode statement_node(const model::StatementReference& reference,
                             const model::StatementBase& statement) {
    PictureNode node{.id = statement.id, .citation = wording_.citation(statement), .span = statement.span};
    switch (reference.kind) {
      case model::StatementKind::recommendation: recommend(node, reference.index); break;
      case model::StatementKind::contraindication: contraindicate(node, reference.index); break;
      case model::StatementKind::note: remark(node, reference.index); break;
    }
    return node;
  }

  void recommend(PictureNode& node, model::RecommendationId id) {
    const auto& recommendation = model().recommendations[id];
    node.kind = PictureKind::recommendation;
    node.label = fmt::format("{} {}", model::to_string(recommendation.modality),
                             advice_text(wording_, model(), recommendation));
    for (auto& sentence : ending_sentences(report_, recommendation)) node.label += ", " + sentence;
    if (report_.of_nobody) return;
    const auto& outcome = report_.outcome.recommendations[id];
    tell(node, outcome, "advised", "not advised");
    if (!outcome.blocked_by.empty()) block(node, outcome);
    if (outcome.status == Status::advised && outcome.progress)
      node.word += fmt::format(", {}", progress_words(outcome.progress->progress));
  }

  void contraindicate(PictureNode& node, model::ContraindicationId id) {
    const auto& contraindication = model().contraindications[id];
    node.kind = PictureKind::contraindication;
    node.label = "contraindicated: " + actions_text(wording_, contraindication);
    if (!report_.of_nobody) tell(node, report_.outcome.contraindications[id], "applies", "does not apply");
  }

  // A note that does not apply speaks of nobody.
  void remark(PictureNode& node, model::NoteId id) {
    const auto& note = model().notes[id];
    const bool applies = report_.outcome.notes[id].status == Status::advised;
    node.kind = PictureKind::note;
    node.label = note.says ? (applies ? wording_ : general_wording_).text(*note.says) : note.id;
    if (!report_.of_nobody) tell(node, report_.outcome.notes[id], "applies", "does not apply");
  }

  void tell(PictureNode& node, const StatementOutcome& outcome, const char* yes, const char* no) const {
    switch (outcome.status) {
      case Status::advised:
        node.state = PictureState::taken;
        node.word = yes;
        return;
      case Status::not_advised:
        node.state = PictureState::ruled_out;
        node.word = no;
        return;
      case Status::undetermined: break;
    }
    node.state = PictureState::unknown;
    node.word = "cannot say yet";
    node.reading = needs_words(report_, outcome.needs.list());
  }

  void block(PictureNode& node, const StatementOutcome& outcome) const {
    std::vector<std::string> ids;
    for (const auto id : outcome.blocked_by) ids.push_back(model().contraindications[id].id);
    node.state = PictureState::blocked;
    node.word = "contraindicated";
    node.reading = fmt::format("because of {}", fmt::join(ids, ", "));
  }

  // Between statements --------------------------------------------------------------

  void add_relations() {
    for (model::RecommendationId id = 0; id < model().recommendations.size(); ++id) {
      const auto& recommendation = model().recommendations[id];
      const auto to = place_of(model::StatementKind::recommendation, id);
      for (const auto each : recommendation.contraindications) {
        const auto from = place_of(model::StatementKind::contraindication, each);
        if (from && to)
          picture_.edges.push_back({*from, *to, "forbids", PictureEdgeKind::forbids, forbidding_state(each)});
      }
      for (const auto each : recommendation.precedes) {
        const auto later = place_of(model::StatementKind::recommendation, each);
        if (to && later)
          picture_.edges.push_back({*to, *later, "before", PictureEdgeKind::before, PictureState::plain});
      }
    }
  }

  std::optional<Place> place_of(model::StatementKind kind, std::uint32_t index) const {
    const auto found = places_.find({kind, index});
    return found == places_.end() ? std::nullopt : std::optional{found->second};
  }

  PictureState forbidding_state(model::ContraindicationId id) const {
    if (report_.of_nobody) return PictureState::plain;
    switch (report_.outcome.contraindications[id].status) {
      case Status::advised: return PictureState::blocked;
      case Status::not_advised: return PictureState::ruled_out;
      case Status::undetermined: break;
    }
    return PictureState::unknown;
  }

  static RunReport told_of_nobody(const RunReport& report) {
    auto result = report;
    result.of_nobody = true;
    return result;
  }

  const RunReport& report_;
  Wording wording_;
  RunReport general_;
  Wording general_wording_;
  PathwayPicture picture_;
  bool in_section_ = false;
  std::map<std::tuple<std::optional<Place>, std::string, ExprId>, Place> asked_;
  std::map<std::pair<model::StatementKind, std::uint32_t>, Place> places_;
};

}  // namespace

PathwayPicture pathway_picture(const RunReport& report) { return PictureBuilder{report}.build(); }

}  // namespace waymark
