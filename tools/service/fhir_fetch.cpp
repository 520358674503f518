#include "tools/service/fhir_fetch.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <charconv>
#include <cstring>
#include <httplib.h>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>

#include <fmt/format.h>

namespace waymark::service {
namespace {

std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

bool is_host_character(unsigned char c) { return std::isalnum(c) || c == '-' || c == '.' || c == '_'; }
bool is_path_character(unsigned char c) { return std::isalnum(c) || std::strchr("-._~/%:@!$&'()*+,;=", c); }

// "host", "host:8443", "[::1]:8443"; false where it is none of these.
bool read_host(std::string_view text, Address& result) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == text.npos) return false;
    result.host = lower(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
    in6_addr ignored{};
    if (::inet_pton(AF_INET6, result.host.c_str(), &ignored) != 1) return false;
  } else {
    const auto end = std::min(text.find(':'), text.size());
    result.host = lower(text.substr(0, end));
    text.remove_prefix(end);
    if (result.host.empty() || !std::ranges::all_of(result.host, is_host_character)) return false;
  }
  if (text.empty()) return true;
  text.remove_prefix(1);
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), result.port);
  return error == std::errc{} && stop == text.data() + text.size() && result.port > 0 && result.port < 65'536;
}

bool is_off_limits_4(std::uint32_t ip) {
  const auto first = ip >> 24;
  return first == 0 || first == 127 || ip >> 16 == 0xa9fe || first >= 224 || ip >> 22 == (100u << 2 | 1u);
}

bool is_off_limits_6(const in6_addr& ip) {
  if (IN6_IS_ADDR_V4MAPPED(&ip) || IN6_IS_ADDR_V4COMPAT(&ip)) {
    std::uint32_t last = 0;
    std::memcpy(&last, ip.s6_addr + 12, 4);
    return is_off_limits_4(ntohl(last));
  }
  constexpr std::array<std::uint8_t, 6> metadata{0xfd, 0x00, 0x0e, 0xc2, 0x00, 0x00};
  return IN6_IS_ADDR_LOOPBACK(&ip) || IN6_IS_ADDR_UNSPECIFIED(&ip) || IN6_IS_ADDR_LINKLOCAL(&ip) ||
         IN6_IS_ADDR_MULTICAST(&ip) || std::memcmp(ip.s6_addr, metadata.data(), metadata.size()) == 0;
}

// The IP addresses of a host.
std::vector<std::string> resolved(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return {};
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner{found, ::freeaddrinfo};
  std::vector<std::string> result;
  for (const auto* each = found; each; each = each->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(each->ai_addr, each->ai_addrlen, text.data(), text.size(), nullptr, 0,
                      NI_NUMERICHOST) == 0)
      result.emplace_back(text.data());
  }
  return result;
}

bool is_ip(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> ignored{};
  return ::inet_pton(AF_INET, host.c_str(), ignored.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

// Where to connect to. Whoever allowed a number, or `localhost`, meant that machine; a name must not lead to
// one that is off limits, whatever its owner lets it stand for today.
std::optional<std::string> ip_of(const Address& allowed) {
  const auto ips = resolved(allowed.host);
  if (ips.empty()) return std::nullopt;
  const bool is_meant = is_ip(allowed.host) || allowed.host == "localhost";
  if (!is_meant && std::ranges::any_of(ips, is_off_limits)) return std::nullopt;
  return ips.front();
}

std::string base_of(const Address& address) {
  const bool is_6 = address.host.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", address.scheme, is_6 ? "[" : "", address.host, is_6 ? "]" : "",
                     address.port);
}

std::optional<std::string> got(const Address& address, const std::string& ip, const std::string& target,
                               const httplib::Headers& headers, const FetchLimits& limits,
                               FhirFetcher::Clock::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - FhirFetcher::Clock::now());
  if (left.count() <= 0) return std::nullopt;
  httplib::Client client{base_of(address)};
  client.set_hostname_addr_map({{address.host, ip}});
  client.set_follow_location(false);
  client.set_connection_timeout(left);
  client.set_read_timeout(left);
  client.set_write_timeout(left);
  std::string body;
  int status = 0;
  const auto result = client.Get(
      target, headers,
      [&](const httplib::Response& response) {
        status = response.status;
        return status == 200;
      },
      [&](const char* bytes, std::size_t size) {
        body.append(bytes, size);
        return body.size() <= limits.bytes && FhirFetcher::Clock::now() < until;
      });
  if (!result || status != 200) return std::nullopt;
  return body;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  Address result;
  const auto scheme_end = text.find("://");
  if (scheme_end == text.npos) return std::nullopt;
  result.scheme = lower(text.substr(0, scheme_end));
  if (result.scheme != "https" && result.scheme != "http") return std::nullopt;
  result.port = result.scheme == "https" ? 443 : 80;
  text.remove_prefix(scheme_end + 3);
  const auto host_end = std::min(text.find('/'), text.size());
  if (!read_host(text.substr(0, host_end), result)) return std::nullopt;
  result.path = std::string{text.substr(host_end)};
  while (result.path.ends_with('/')) result.path.pop_back();
  const bool is_sound =
      std::ranges::all_of(result.path, is_path_character) && result.path.find("..") == std::string::npos;
  return is_sound ? std::optional{std::move(result)} : std::nullopt;
}

bool is_off_limits(const std::string& ip) {
  in_addr four{};
  if (::inet_pton(AF_INET, ip.c_str(), &four) == 1) return is_off_limits_4(ntohl(four.s_addr));
  in6_addr six{};
  const auto without_zone = ip.substr(0, ip.find('%'));
  if (::inet_pton(AF_INET6, without_zone.c_str(), &six) == 1) return is_off_limits_6(six);
  return true;
}

FhirFetcher::FhirFetcher(std::vector<Address> servers, FetchLimits limits)
    : servers_{std::move(servers)}, limits_{limits} {}

const Address* FhirFetcher::allowed(const Address& address) const {
  const auto found = std::ranges::find_if(servers_, [&](const Address& server) {
    const bool is_below = address.path == server.path || address.path.starts_with(server.path + "/");
    return server.scheme == address.scheme && server.host == address.host && server.port == address.port &&
           is_below;
  });
  return found == servers_.end() ? nullptr : &*found;
}

bool FhirFetcher::is_allowed(std::string_view server) const {
  const auto address = parse_address(server);
  return address && allowed(*address);
}

std::optional<std::string> FhirFetcher::fetch(std::string_view server, const std::string& query,
                                              const std::optional<std::string>& token,
                                              Clock::time_point until) const {
  const auto address = parse_address(server);
  const auto* meant = address ? allowed(*address) : nullptr;
  const auto ip = meant ? ip_of(*meant) : std::nullopt;
  if (!ip) return std::nullopt;
  httplib::Headers headers{{"Accept", "application/fhir+json"}};
  if (token) {
    const bool is_sound = std::ranges::all_of(*token, [](unsigned char c) { return c > 0x20 && c < 0x7f; });
    if (!is_sound) return std::nullopt;
    headers.emplace("Authorization", "Bearer " + *token);
  }
  return got(*address, *ip, address->path + "/" + query, headers, limits_, until);
}

std::optional<std::string> fetch_text(const std::string& text) {
  const auto address = parse_address(text);
  if (!address || address->scheme != "https") return std::nullopt;
  const auto ip = ip_of(*address);
  const FetchLimits limits;
  if (!ip) return std::nullopt;
  return got(*address, *ip, address->path.empty() ? "/" : address->path, {}, limits,
             FhirFetcher::Clock::now() + limits.time);
}

}  // namespace waymark::service
