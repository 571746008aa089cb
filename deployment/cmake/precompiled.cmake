# The headers that nearly every file includes, parsed once for all targets of the release build: half of a clean build was
# spent on reading them again. Every file still includes what it uses: the sanitizer builds are made without this.
#
#   trading_precompile(<target>)         for code that is optimised
#   trading_precompile_tests(<target>)   for GoogleTest programs, which are not
option(TRADING_PRECOMPILE "Precompile the commonest headers" OFF)

set(TRADING_COMMON_HEADERS
    <fmt/format.h> <tl/expected.hpp>
    <algorithm> <array> <chrono> <cstdint> <deque> <functional> <map> <memory> <mutex> <optional> <set> <string>
    <string_view> <tuple> <unordered_map> <utility> <variant> <vector>
)

if(TRADING_PRECOMPILE)
    # Debian's GoogleTest adds nothing that the compiler sees, so one precompiled header serves all targets of a kind.
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")
    foreach(kind trading_precompiled trading_precompiled_tests)
        add_library(${kind} OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
        target_link_libraries(${kind} PRIVATE trading_compiler tl::expected fmt::fmt)
        target_precompile_headers(${kind} PRIVATE ${TRADING_COMMON_HEADERS})
    endforeach()
    target_compile_options(trading_precompiled_tests PRIVATE $<$<CONFIG:Release>:-O0>)
    if(TRADING_BUILD_TESTS OR NOT DEFINED TRADING_BUILD_TESTS)
        target_link_libraries(trading_precompiled_tests PRIVATE GTest::gmock)
        target_precompile_headers(trading_precompiled_tests PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
    endif()
endif()

function(trading_precompile target)
    if(TRADING_PRECOMPILE)
        target_link_libraries(${target} PRIVATE fmt::fmt)  # Its definition must be the same as in the header.
        target_precompile_headers(${target} REUSE_FROM trading_precompiled)
    endif()
endfunction()

function(trading_precompile_tests target)
    if(TRADING_PRECOMPILE)
        target_link_libraries(${target} PRIVATE fmt::fmt)
        target_precompile_headers(${target} REUSE_FROM trading_precompiled_tests)
    endif()
endfunction()
