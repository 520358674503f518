#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <httplib.h>
#include <poll.h>
#include <string>

#include "tools/service/limits.hpp"

namespace waymark::service {

// One client, plain or over TLS. A request has so much time and so many bytes, counted from its first byte,
// however slowly it comes: who does not keep to them is dropped. Owns the socket.
class Connection : public httplib::Stream {
 public:
  // `limits` has to outlive it.
  Connection(int socket, const Limits& limits);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Returns whether the two have agreed on keys in time.
  bool start_tls(SSL_CTX* context);
  // Waits for the first byte of a request; false where none comes in time, or the service stops.
  bool wait_for_request(const std::atomic<bool>& stops);
  // From here on the limits of a request count.
  void begin_request();
  // Nothing more is read behind this request: a part of its body is still on its way.
  void close_after_this() { closes_ = true; }
  bool closes() const { return closes_; }

  // The connection that this thread serves; null where it serves none.
  static Connection*& of_this_thread();

  bool is_readable() const override { return wait_until_ready(POLLIN); }
  bool is_writable() const override { return wait_until_ready(POLLOUT); }
  ssize_t read(char* bytes, size_t size) override;
  ssize_t write(const char* bytes, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool has_bytes() const;
  bool fill();
  bool wait_until_ready(short events) const { return wait(events, end_); }
  bool wait(short events, Clock::time_point until) const;
  ssize_t receive(char* bytes, size_t size);
  ssize_t send(const char* bytes, size_t size);
  // What to wait for before TLS goes on; 0 where it cannot.
  short wanted(int result) const;
  void leave();

  int socket_;
  SSL* tls_ = nullptr;
  const Limits& limits_;
  Clock::time_point end_;
  size_t bytes_left_ = 0;
  bool closes_ = false;
  std::array<char, 16'384> buffer_;
  size_t begin_ = 0, filled_ = 0;
};

}  // namespace waymark::service
