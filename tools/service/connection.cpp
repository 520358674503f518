#include "tools/service/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace waymark::service {

namespace {

using namespace std::chrono_literals;

constexpr auto pause = 100ms;  // after which it is looked whether the service stops
constexpr auto farewell_time = 1000ms;
constexpr size_t farewell_bytes = 8'000'000;

}  // namespace

Connection*& Connection::of_this_thread() {
  thread_local Connection* current = nullptr;
  return current;
}

Connection::Connection(int socket, const Limits& limits)
    : socket_{socket}, limits_{limits}, end_{Clock::now() + limits.request_time} {
  ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) | O_NONBLOCK);
  of_this_thread() = this;
}

Connection::~Connection() {
  of_this_thread() = nullptr;
  leave();
  if (tls_) SSL_free(tls_);
  ::close(socket_);
}

// Who is still sending would lose the answer if the socket was closed at once.
void Connection::leave() {
  if (tls_ && SSL_is_init_finished(tls_)) SSL_shutdown(tls_);
  ::shutdown(socket_, SHUT_WR);
  if (!closes_) return;
  const auto until = Clock::now() + farewell_time;
  begin_ = filled_ = 0;  // what was read before is not waited for
  for (size_t seen = 0; seen < farewell_bytes && wait(POLLIN, until);) {
    const auto count = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (count <= 0) return;
    seen += static_cast<size_t>(count);
  }
}

bool Connection::start_tls(SSL_CTX* context) {
  tls_ = SSL_new(context);
  if (!tls_ || SSL_set_fd(tls_, socket_) != 1) return false;
  for (;;) {
    ERR_clear_error();  // an earlier one would be taken for that of this step, here and below
    const int result = SSL_accept(tls_);
    if (result == 1) return true;
    const auto events = wanted(result);
    if (events == 0 || !wait(events, end_)) return false;
  }
}

bool Connection::wait_for_request(const std::atomic<bool>& stops) {
  const auto until = Clock::now() + limits_.idle_time;
  while (!has_bytes()) {
    if (wait(POLLIN, std::min(until, Clock::now() + pause))) return true;
    if (stops || Clock::now() >= until) return false;
  }
  return true;
}

void Connection::begin_request() {
  end_ = Clock::now() + limits_.request_time;
  bytes_left_ = limits_.header_bytes + limits_.body_bytes;
  closes_ = false;
}

bool Connection::has_bytes() const { return begin_ < filled_ || (tls_ && SSL_pending(tls_) > 0); }

bool Connection::wait(short events, Clock::time_point until) const {
  if (events == POLLIN && has_bytes()) return true;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return false;
    pollfd ready{socket_, events, 0};
    const int count = ::poll(&ready, 1, static_cast<int>(std::min<long>(left, 60'000)));
    if (count > 0) return true;
    if (count < 0 && errno != EINTR) return false;
  }
}

short Connection::wanted(int result) const {
  switch (SSL_get_error(tls_, result)) {
    case SSL_ERROR_WANT_READ: return POLLIN;
    case SSL_ERROR_WANT_WRITE: return POLLOUT;
    default: return 0;
  }
}

ssize_t Connection::receive(char* bytes, size_t size) {
  while (Clock::now() < end_) {
    ERR_clear_error();
    const auto count = tls_ ? SSL_read(tls_, bytes, static_cast<int>(size)) : ::recv(socket_, bytes, size, 0);
    if (count > 0) return count;
    if (count == 0 && !tls_) return 0;
    if (!tls_ && errno == EINTR) continue;
    const short again = errno == EAGAIN || errno == EWOULDBLOCK ? POLLIN : 0;
    const auto events = tls_ ? wanted(static_cast<int>(count)) : again;
    if (events == 0) return tls_ ? 0 : -1;
    if (!wait(events, end_)) return -1;
  }
  return -1;
}

bool Connection::fill() {
  const auto count = receive(buffer_.data(), std::min(buffer_.size(), bytes_left_));
  if (count <= 0) return false;
  begin_ = 0;
  filled_ = static_cast<size_t>(count);
  bytes_left_ -= filled_;
  return true;
}

ssize_t Connection::read(char* bytes, size_t size) {
  if (size == 0) return 0;
  if (begin_ == filled_ && (bytes_left_ == 0 || !fill())) return -1;
  const auto count = std::min(size, filled_ - begin_);
  std::copy_n(buffer_.data() + begin_, count, bytes);
  begin_ += count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::send(const char* bytes, size_t size) {
  for (;;) {
    ERR_clear_error();
    const auto count = tls_ ? SSL_write(tls_, bytes, static_cast<int>(std::min<size_t>(size, 1 << 20)))
                            : ::send(socket_, bytes, size, MSG_NOSIGNAL);
    if (count > 0) return count;
    if (!tls_ && errno == EINTR) continue;
    const short again = errno == EAGAIN || errno == EWOULDBLOCK ? POLLOUT : 0;
    const auto events = tls_ ? wanted(static_cast<int>(count)) : again;
    if (events == 0 || !wait(events, end_)) return -1;
  }
}

ssize_t Connection::write(const char* bytes, size_t size) { return size == 0 ? 0 : send(bytes, size); }

// The addresses of clients go nowhere.
void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}
void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

}  // namespace waymark::service
