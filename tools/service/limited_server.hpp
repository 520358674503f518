#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <httplib.h>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tools/service/limits.hpp"
#include "tools/service/tls_files.hpp"

namespace waymark::service {

// So many threads serve one connection each; so many connections wait. Then no more are accepted until one
// ends, and clients wait where the system has them wait.
class BoundedPool : public httplib::TaskQueue {
 public:
  BoundedPool(std::size_t threads, std::size_t waiting);
  void enqueue(std::function<void()> task) override;
  void shutdown() override;

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  std::size_t waiting_;
  bool ends_ = false;
};

// What OpenSSL needs for TLS 1.2 or later. Throws std::runtime_error with the reason where the files cannot
// be used.
std::shared_ptr<SSL_CTX> tls_context(const TlsFiles& files);

// A server of cpp-httplib whose connections keep to limits.
class LimitedServer : public httplib::Server {
 public:
  // `tls` is null where connections are plain.
  LimitedServer(const Limits& limits, std::shared_ptr<SSL_CTX> tls);

  // No new connections; what is begun is finished. Safe to call from another thread.
  void finish();

 private:
  bool process_and_close_socket(socket_t socket) override;

  Limits limits_;
  std::shared_ptr<SSL_CTX> tls_;
  std::atomic<bool> stops_ = false;
};

}  // namespace waymark::service
