#include "dau/licence/scan.h"
namespace dau::licence { Result<Graph> scan(const std::string& path, const Catalogue&, const ScanOptions&) { return Error{Errc::unsupported,"not yet",path}; } }
