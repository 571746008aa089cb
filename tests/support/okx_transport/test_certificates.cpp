#include "tests/support/okx_transport/test_certificates.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace trading::test {

namespace {

void run(const std::string& command) {
    if (std::system((command + " >/dev/null 2>&1").c_str()) != 0) throw std::runtime_error("failed: " + command);
}

}  // namespace

TestCertificates::TestCertificates() {
    std::string pattern = (std::filesystem::temp_directory_path() / "trading-certificates-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for certificates");
    folder_ = pattern;
    run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test-authority "
        "-keyout " +
        folder_ + "/authority.key -out " + authority());
    sign(kRightHost);
    sign(kWrongHost);
}

TestCertificates::~TestCertificates() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void TestCertificates::sign(const std::string& host) const {
    const std::string request = folder_ + "/" + host + ".csr";
    const std::string extensions = folder_ + "/" + host + ".ext";
    std::ofstream{extensions} << "subjectAltName=DNS:" << host << "\n";
    run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=" + host + " -keyout " +
        private_key(host) + " -out " + request);
    run("openssl x509 -req -days 2 -in " + request + " -CA " + authority() + " -CAkey " + folder_ +
        "/authority.key -CAcreateserial -extfile " + extensions + " -out " + certificate(host));
}

}  // namespace trading::test
