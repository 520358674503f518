#include "tools/waymark/commands/serve_command.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ctime>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "tools/service/service.hpp"
#include "tools/waymark/commands/serve_pathways.hpp"
#include "tools/waymark/io/watched_files.hpp"

namespace waymark {

namespace {

// Why the options cannot be used.
struct Misuse {
  std::string message;
};

// "ISSUER=KEYS", the last `=` counts: issuers are addresses.
service::Issuer issuer_of(const std::string& text) {
  const auto at = text.rfind('=');
  if (at == text.npos || at == 0 || at + 1 == text.size())
    throw Misuse{fmt::format("--allow-issuer expects ISSUER=KEYS, found `{}`", text)};
  return {text.substr(0, at), text.substr(at + 1)};
}

service::Address server_of(const std::string& text) {
  auto address = service::parse_address(text);
  if (!address) throw Misuse{fmt::format("--allow-fhir expects an address, found `{}`", text)};
  return *std::move(address);
}

std::optional<service::TlsFiles> tls_of(const ServeOptions& options) {
  if (options.certificate.has_value() != options.key.has_value())
    throw Misuse{"--tls-cert and --tls-key go together"};
  if (!options.certificate) return std::nullopt;
  return service::TlsFiles{*options.certificate, *options.key};
}

std::string without_slash(std::string address) {
  while (address.ends_with('/')) address.pop_back();
  return address;
}

// A line at a time, whole.
void log_line(const std::string& line) {
  static std::mutex mutex;
  const auto text = line + "\n";
  const std::lock_guard lock{mutex};
  static_cast<void>(!::write(STDERR_FILENO, text.data(), text.size()));
}

service::ServiceOptions service_options(const ServeOptions& options) {
  service::ServiceOptions result;
  result.host = options.host;
  result.port = options.port;
  result.limits.body_bytes = options.most_body;
  result.limits.connections = options.most_connections;
  result.limits.request_time = std::chrono::seconds{options.seconds};
  result.tls = tls_of(options);
  for (const auto& text : options.issuers) result.issuers.push_back(issuer_of(text));
  for (const auto& address : options.audiences) result.audiences.push_back(without_slash(address));
  for (const auto& text : options.fhir_servers) result.fhir_servers.push_back(server_of(text));
  result.origins = options.origins;
  result.store = options.store;
  result.log = log_line;
  if (!result.issuers.empty() && result.audiences.empty())
    throw Misuse{"--allow-issuer needs --audience: the address by which clients know the service"};
  return result;
}

// Signals that are waited for, in all threads that begin from here on.
class AwaitedSignals {
 public:
  AwaitedSignals() {
    sigemptyset(&awaited_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&awaited_, signal);
    pthread_sigmask(SIG_BLOCK, &awaited_, &before_);
  }
  ~AwaitedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  AwaitedSignals(const AwaitedSignals&) = delete;
  AwaitedSignals& operator=(const AwaitedSignals&) = delete;

  // The next one, or 0 after a second without one.
  int next() const {
    const timespec second{1, 0};
    const int signal = sigtimedwait(&awaited_, nullptr, &second);
    return signal > 0 ? signal : 0;
  }

 private:
  sigset_t awaited_{}, before_{};
};

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

void tell_start(const ServeOptions& options, const service::Service& running) {
  const auto scheme = options.certificate ? "https" : "http";
  const bool is_6 = options.host.find(':') != std::string::npos;
  log_line(fmt::format("waymark: serving at {}://{}{}{}:{}", scheme, is_6 ? "[" : "", options.host,
                       is_6 ? "]" : "", running.port()));
  if (is_loopback(options.host)) return;
  if (options.issuers.empty())
    log_line("waymark: anyone who reaches this address may ask: no --allow-issuer");
  if (!options.certificate) log_line("waymark: what is sent can be read on its way: no --tls-cert");
}

void reload(service::Service& running) {
  const auto came_of_it = running.load();
  log_line(fmt::format("waymark: {} read anew, {} not taken", came_of_it.taken, came_of_it.refused.size()));
}

// Until somebody ends it. Files that differ from the state in which they were `taken` are read anew when they
// have stayed the same for a second.
void wait_for_the_end(service::Service& running, const AwaitedSignals& signals,
                      const std::vector<std::filesystem::path>& watched, std::vector<FileState> taken) {
  auto last = taken;
  for (;;) {
    const int signal = signals.next();
    if (signal == SIGTERM || signal == SIGINT) return;
    auto now = state_of(watched);
    if (signal == SIGHUP || (now != taken && now == last)) {
      taken = now;
      reload(running);
    }
    last = std::move(now);
  }
}

Reply unusable(const std::string& message) { return {ExitCode::unusable, {}, program_message(message)}; }

Reply refused(const service::PathwayShelf::Reload& came_of_it) {
  Reply reply{ExitCode::unusable, {}, {}};
  for (const auto& reason : came_of_it.refused) reply.err += program_message(reason);
  return reply;
}

Reply serve_on(const ServeOptions& options, const Surroundings& surroundings) {
  const AwaitedSignals signals;
  const auto loaders = pathway_loaders(options, surroundings);
  service::Service running{service_options(options), loaders};
  const auto watched = watched_paths(options.paths, options, surroundings);
  auto state = state_of(watched);  // before they are read: what changes from here on is read anew
  const auto came_of_it = running.load();
  if (!came_of_it.refused.empty()) return refused(came_of_it);
  if (const auto problem = running.start()) return unusable(*problem);
  tell_start(options, running);
  wait_for_the_end(running, signals, watched, std::move(state));
  log_line("waymark: finishing what is begun");
  running.finish();
  log_line("waymark: finished");
  return {};
}

}  // namespace

Reply serve(const ServeOptions& options, const Surroundings& surroundings) try {
  return serve_on(options, surroundings);
} catch (const Misuse& misuse) {
  return unusable(misuse.message);
} catch (const std::runtime_error& error) {
  return unusable(error.what());
}

}  // namespace waymark
