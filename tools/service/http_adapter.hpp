#pragma once

#include <memory>

#include "tools/service/limited_server.hpp"

namespace waymark::service {

class Service;

// A server of cpp-httplib that hands all requests to the service, which has to outlive it.
std::unique_ptr<LimitedServer> make_server(Service& service, const Limits& limits,
                                           std::shared_ptr<SSL_CTX> tls);

}  // namespace waymark::service
