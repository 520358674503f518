#pragma once

#include <string>

namespace waymark::service {

// The certificate of a service and its key, as files in PEM.
struct TlsFiles {
  std::string certificate, key;
};

}  // namespace waymark::service
