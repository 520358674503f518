#include "tools/service/limited_server.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <sys/socket.h>
#include <utility>

#include <fmt/format.h>

#include "tools/service/connection.hpp"

namespace waymark::service {

BoundedPool::BoundedPool(std::size_t threads, std::size_t waiting) : waiting_{waiting} {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

void BoundedPool::enqueue(std::function<void()> task) {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return tasks_.size() < waiting_ || ends_; });
  tasks_.push_back(std::move(task));
  lock.unlock();
  changed_.notify_all();
}

void BoundedPool::work() {
  for (;;) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return !tasks_.empty() || ends_; });
    if (tasks_.empty()) return;
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    changed_.notify_all();
    task();
  }
}

void BoundedPool::shutdown() {
  {
    const std::lock_guard lock{mutex_};
    ends_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

namespace {

std::string openssl_reason() {
  const auto* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason ? reason : "unknown";
}

void must(bool done, const std::string& what) {
  if (!done) throw std::runtime_error{fmt::format("{}: {}", what, openssl_reason())};
}

}  // namespace

std::shared_ptr<SSL_CTX> tls_context(const TlsFiles& files) {
  std::shared_ptr<SSL_CTX> context{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
  must(context != nullptr, "TLS");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  must(SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) == 1, files.certificate);
  must(SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) == 1, files.key);
  must(SSL_CTX_check_private_key(context.get()) == 1, "the key is not that of the certificate");
  return context;
}

LimitedServer::LimitedServer(const Limits& limits, std::shared_ptr<SSL_CTX> tls)
    : limits_{limits}, tls_{std::move(tls)} {
  set_tcp_nodelay(true);
  // Without SO_REUSEPORT, which would let two services share a port unnoticed.
  set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  set_payload_max_length(limits_.body_bytes);
  new_task_queue = [this] { return new BoundedPool{limits_.connections, limits_.waiting}; };
}

void LimitedServer::finish() {
  stops_ = true;
  stop();
}

bool LimitedServer::process_and_close_socket(socket_t socket) {
  Connection connection{socket, limits_};
  if (tls_ && !connection.start_tls(tls_.get())) return false;
  bool is_closed = false;
  for (auto left = limits_.requests_per_connection; left > 0 && !is_closed; --left) {
    if (!connection.wait_for_request(stops_)) break;
    connection.begin_request();
    const bool is_last = left == 1 || stops_;
    if (!process_request(connection, is_last, is_closed, nullptr)) return false;
    if (connection.closes() || is_last) break;
  }
  return true;
}

}  // namespace waymark::service
