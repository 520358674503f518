#include "tools/language_server/serve.hpp"

#include <array>
#include <cerrno>
#include <memory>
#include <thread>
#include <unistd.h>
#include <variant>

#include "lang/text/read_json.hpp"
#include "tools/language_server/background.hpp"
#include "tools/language_server/disposal.hpp"
#include "tools/language_server/framing.hpp"
#include "tools/language_server/message_queue.hpp"
#include "tools/language_server/server.hpp"

namespace waymark::lsp {
namespace {

struct EndOfInput {};
using Incoming = std::variant<std::string, FramingError, Findings, EndOfInput>;
using Queue = MessageQueue<Incoming>;

// A cancelled request may be one that still waits, so that is noticed ahead.
void note_cancelled(const std::string& body, CancelledRequests& cancelled) {
  if (body.find("$/cancelRequest") == body.npos) return;
  const auto message = read_json<Json>(body);
  if (find_text(message, {"method"}) != "$/cancelRequest") return;
  if (const auto* id = find(message, {"params", "id"})) cancelled.add(*id);
}

void read_all(int input, Queue& queue, CancelledRequests& cancelled) {
  MessageReader reader;
  std::array<char, 65536> buffer;
  for (;;) {
    const auto count = ::read(input, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    reader.feed({buffer.data(), static_cast<std::size_t>(count)});
    while (auto next = reader.next()) {
      if (auto* body = std::get_if<std::string>(&*next)) {
        note_cancelled(*body, cancelled);
        queue.push(std::move(*body));
      } else {
        queue.push(std::get<FramingError>(std::move(*next)));
      }
    }
  }
  queue.push(EndOfInput{});
}

bool write_all(int output, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(output, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool send(int output, const std::vector<Json>& messages) {
  for (const auto& message : messages) {
    if (!write_all(output, framed(message))) return false;
  }
  return true;
}

std::vector<Json> replies(Server& server, Incoming incoming) {
  if (const auto* body = std::get_if<std::string>(&incoming)) return server.receive(*body);
  if (const auto* error = std::get_if<FramingError>(&incoming)) return {server.refuse_framing(error->reason)};
  if (auto* findings = std::get_if<Findings>(&incoming)) server.note(std::move(*findings));
  return {};
}

// Whether texts are others after it, so that nobody waits for what is worked out of them.
bool holds_change(const Incoming& incoming) {
  const auto* body = std::get_if<std::string>(&incoming);
  return body && body->find("textDocument/didChange") != body->npos;
}

// A server and what comes to it.
struct Served {
  explicit Served(SourcePlace place) : server{std::move(place)} {}

  Server server;
  Queue queue;
};

// Answers what comes until the end. While the author types, only the last of the changes that wait is
// checked.
void answer_all(Served& served, int output) {
  auto& server = served.server;
  auto& queue = served.queue;
  Background background{[&](Findings findings) { served.queue.push(std::move(findings)); }};
  Disposal disposal;
  std::vector<SnapshotPtr> given;
  while (!server.is_ended()) {
    auto incoming = queue.pop();
    if (std::holds_alternative<EndOfInput>(incoming)) return;
    if (holds_change(incoming)) {
      background.stop();
      given.clear();  // what was stopped is looked at again
    }
    if (!send(output, replies(server, std::move(incoming)))) return;
    if (!queue.is_empty()) continue;
    server.cancelled().clear();
    if (!send(output, server.refresh())) return;
    disposal.take(server.workspace().take_replaced());
    auto open = server.not_looked_at();
    if (!open.empty() && open != given) background.look_at(given = std::move(open));
  }
}

}  // namespace

int serve(int input, int output, SourcePlace place) {
  const auto served = std::make_shared<Served>(std::move(place));
  // The thread may wait for input when all is said; it ends with the process.
  std::thread{[input, served] { read_all(input, served->queue, served->server.cancelled()); }}.detach();
  answer_all(*served, output);
  return served->server.exit_code();
}

}  // namespace waymark::lsp
