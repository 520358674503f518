#include "tools/language_server/background.hpp"

#include <chrono>
#include <utility>

namespace waymark::lsp {

// How long nothing is typed before a pathway is looked at.
static constexpr std::chrono::milliseconds pause{300};

Background::Background(std::function<void(Findings)> found)
    : found_{std::move(found)}, thread_{[this] { run(); }} {}

Background::~Background() {
  {
    const std::scoped_lock lock{mutex_};
    ends_ = true;
    stop_round();
    changed_.notify_all();
  }
  thread_.join();
}

void Background::look_at(std::vector<SnapshotPtr> pathways) {
  const std::scoped_lock lock{mutex_};
  waiting_ = std::move(pathways);
  ++round_;
  stop_round();
  changed_.notify_all();
}

void Background::stop() {
  const std::scoped_lock lock{mutex_};
  stop_round();
}

void Background::stop_round() {
  if (stop_) stop_->ask();
}

// Returns what ends the round that begins, or null where there is something new already.
std::shared_ptr<prove::Stop> Background::begin(std::size_t round) {
  const std::scoped_lock lock{mutex_};
  stop_ = !ends_ && round_ == round ? std::make_shared<prove::Stop>() : nullptr;
  return stop_;
}

std::optional<std::vector<SnapshotPtr>> Background::next() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return ends_ || !waiting_.empty(); });
  for (auto seen = round_ - 1; !ends_ && seen != round_;) {
    seen = round_;
    changed_.wait_for(lock, pause, [&] { return ends_ || round_ != seen; });
  }
  if (ends_) return std::nullopt;
  return std::exchange(waiting_, {});
}

bool Background::is_current(std::size_t round) {
  const std::scoped_lock lock{mutex_};
  return !ends_ && round_ == round;
}

void Background::look_at_one(const SnapshotPtr& pathway, std::size_t round) {
  Findings findings{
      pathway, failed_scenarios(pathway->compilation()), {}, statuses_in_scenarios(pathway->compilation())};
  const auto stop = begin(round);
  if (!stop) return;
  found_(findings);
  auto proofs = refuted_claims(pathway->compilation(), stop.get());
  findings.proofs = std::move(proofs.messages);
  findings.witnesses = std::move(proofs.witnesses);
  findings.are_proofs_done = true;
  if (!is_current(round) || stop->is_asked()) return;
  found_(findings);
  findings.missing = missing_scenarios(pathway->compilation(), findings.statuses, stop.get());
  const bool is_news = !findings.missing.empty() && is_current(round) && !stop->is_asked();
  if (is_news) found_(std::move(findings));
}

void Background::run() {
  while (const auto pathways = next()) {
    std::size_t round = 0;
    {
      const std::scoped_lock lock{mutex_};
      round = round_;
    }
    for (const auto& pathway : *pathways) look_at_one(pathway, round);
  }
}

}  // namespace waymark::lsp
