#include "common/base/fault_point.hpp"

#ifdef TRADING_FAULT_POINTS

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <string>

namespace trading::base {
namespace {

std::string from_environment(const char* variable) {
    const char* value = std::getenv(variable);
    return value == nullptr ? std::string{} : std::string{value};
}

// What is armed, and how often its point was passed since.
class Arming {
public:
    bool count(std::string_view name) {
        const std::lock_guard lock{mutex_};
        look();
        const std::string_view all{armed_};
        const std::size_t colon = all.find(':');
        if (armed_.empty() || all.substr(0, colon) != name) return false;
        int wanted = 1;
        if (colon != std::string_view::npos) std::from_chars(all.data() + colon + 1, all.data() + all.size(), wanted);
        if (++passes_ != wanted) return false;
        if (!file_.empty()) std::remove(file_.c_str());
        return true;
    }

private:
    // The file is read at each pass: it may come, change and go while the process runs.
    void look() {
        std::string words = environment_;
        if (std::ifstream file{file_}; !file_.empty() && file) file >> words;
        if (words == armed_) return;
        armed_ = std::move(words);
        passes_ = 0;
    }

    std::mutex mutex_;
    const std::string environment_ = from_environment("TRADING_FAULT_POINT");
    const std::string file_ = from_environment("TRADING_FAULT_FILE");
    std::string armed_;
    int passes_ = 0;
};

}  // namespace

bool is_struck(std::string_view name) {
    static Arming arming;
    return arming.count(name);
}

void end_as_killed() {
    std::raise(SIGKILL);
    std::abort();
}

bool is_defect_planted(std::string_view name) {
    static const std::string planted = from_environment("TRADING_FAULT_DEFECT");
    return planted == name;
}

}  // namespace trading::base

#endif
