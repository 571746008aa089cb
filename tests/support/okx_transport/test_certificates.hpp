#pragma once

#include <string>

namespace trading::test {

// Certificates made for one test run, in a folder of its own that goes with the object: an authority, one for
// "localhost" signed by it, and one for "elsewhere.example" signed by it.
class TestCertificates {
public:
    TestCertificates();
    ~TestCertificates();
    TestCertificates(const TestCertificates&) = delete;
    TestCertificates& operator=(const TestCertificates&) = delete;

    [[nodiscard]] std::string authority() const { return folder_ + "/authority.pem"; }
    [[nodiscard]] std::string certificate(const std::string& host) const { return folder_ + "/" + host + ".pem"; }
    [[nodiscard]] std::string private_key(const std::string& host) const { return folder_ + "/" + host + ".key"; }

private:
    void sign(const std::string& host) const;

    std::string folder_;
};

inline constexpr const char* kRightHost = "localhost";
inline constexpr const char* kWrongHost = "elsewhere.example";

}  // namespace trading::test
