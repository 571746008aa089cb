"""Rooms and arrows: which room may include which, and what a pure core must not touch."""

import re

# What each room may include of ours. The longest matching prefix of a file's path says in which room it lives.
OURS = {
    "common/base/": ("common/base/",),
    "common/domain/": ("common/base/", "common/domain/"),
    "common/codec/": ("common/base/", "common/domain/", "common/codec/", "trading/v1/"),
    "common/bus/": ("common/base/", "common/bus/", "trading/v1/"),
    "common/rpc/": ("common/base/", "common/rpc/", "trading/v1/"),
    "common/venue/": ("common/base/", "common/domain/", "common/venue/"),
    "common/store/": ("common/base/", "common/domain/", "common/store/"),
    "common/service/": ("common/base/", "common/service/"),
    "common/journal/": ("common/base/", "common/service/", "common/journal/"),
}

# trading-backtest joins the cores of several services, and makes them from their configurations.
REPLAYED = tuple(f"services/{name}/{what}" for name in ("gateway", "strategy", "execution") for what in ("core/", "config.hpp"))

# Third-party headers and the rooms that alone may see them.
THIRD_PARTY = {
    r"^(google/protobuf/|grpcpp/|grpc/)": ("common/codec/", "common/bus/", "common/rpc/", "services/*/io/", "tests/"),
    r"^zmq(\.hpp|_addon\.hpp|\.h)$": ("common/bus/", "tests/"),
    r"^pqxx/": ("common/store/",),
    r"^(spdlog/|yaml-cpp/|prometheus/|CivetServer|civetweb)": ("common/service/",),
    r"^simdjson": ("common/venue/", "services/simulator/io/", "tests/"),
    r"^openssl/": ("common/venue/", "services/simulator/io/", "tests/"),
    r"^(libwebsockets|curl/)": ("common/venue/okx/transport/", "services/simulator/io/", "tests/"),
    r"^CLI/": ("common/service/", "services/*/main", "tests/"),
    r"^(gtest/|gmock/)": ("tests/",),
    r"^benchmark/": ("tests/bench/",),
    r"^boost/": ("services/simulator/io/", "tests/"),
}

INCLUDE = re.compile(r'\s*#include\s+[<"]([^>"]+)[>"]')
OUR_HEADER = re.compile(r"^(common|services|tests|trading/v1)/")

# Words that only clocks, threads, input and output, randomness and logging need.
IMPURE = re.compile(
    r"(system_clock|steady_clock|high_resolution_clock|std::thread|std::jthread|std::mutex|std::atomic|"
    r"random_device|mt19937|\brand\(|\bgetenv\(|\bsocket\(|\bfopen\(|fstream|std::cout|std::cerr|printf\(|spdlog|"
    r"\btime\(nullptr\)|sleep_for|std::filesystem|unordered_(map|set))"
)
PURE_ROOM = re.compile(r"^(common/domain/|services/[a-z]+/core/)")
PURE_EXCEPTIONS = {("common/domain/", "unordered")}


def _matches(path, rooms):
    for room in rooms:
        pattern = "^" + re.escape(room).replace(r"\*", "[a-z]+")
        if re.match(pattern, path):
            return True
    return False


def _allowed_ours(path):
    core = re.match(r"^(services/[a-z]+/)core/", path)
    if core:
        return ("common/base/", "common/domain/", core.group(1) + "core/")
    if path.startswith("services/backtest/"):
        return ("common/", "services/backtest/", *REPLAYED)
    service = re.match(r"^(services/[a-z]+/)", path)
    if service:
        return ("common/", "trading/v1/", service.group(1))
    for room, allowed in OURS.items():
        if path.startswith(room):
            return allowed
    return None


def forbidden_includes(file):
    if not file.is_cpp:
        return
    allowed = _allowed_ours(file.path)
    for number, line in enumerate(file.lines, 1):
        include = INCLUDE.match(line)
        if not include:
            continue
        header = include.group(1)
        if OUR_HEADER.match(header):
            if allowed is not None and not header.startswith(allowed):
                yield file.violation(number, "arrow", f"this room may not include {header}; see docs/map.md")
            continue
        for pattern, rooms in THIRD_PARTY.items():
            if re.search(pattern, header) and not _matches(file.path, rooms):
                yield file.violation(number, "third-party", f"{header} may be included only in {', '.join(rooms)}")


def impure_cores(file):
    if not file.is_cpp or not PURE_ROOM.match(file.path):
        return
    for number, line in enumerate(file.code_lines, 1):
        found = IMPURE.search(line)
        if found:
            yield file.violation(
                number, "impure-core", f"'{found.group(0)}' does not belong here: time, randomness and IO come from outside"
            )
