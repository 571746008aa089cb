# A room is a folder, a namespace and a library in one. Its library is every .cpp of its folder (not of its sub-folders).
#
#   trading_room(<name> [SUBFOLDERS <dir>...] [USES <room or target>...] [PRIVATE_USES <target>...])
#   trading_binary(<name> [USES <room or target>...])        main.cpp, wiring.cpp, config.cpp of the current folder
#   trading_tests(<name> [USES <room or target>...])         every .cpp of the current folder, as one GoogleTest program
function(trading_room name)
    cmake_parse_arguments(ROOM "" "" "SUBFOLDERS;USES;PRIVATE_USES" ${ARGN})
    set(patterns ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    foreach(folder IN LISTS ROOM_SUBFOLDERS)
        list(APPEND patterns ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
    endforeach()
    file(GLOB sources CONFIGURE_DEPENDS ${patterns})
    if(sources)
        add_library(${name} STATIC ${sources})
        target_link_libraries(${name} PUBLIC trading_compiler ${ROOM_USES} PRIVATE ${ROOM_PRIVATE_USES})
        trading_precompile(${name})
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE trading_compiler ${ROOM_USES})
    endif()
endfunction()

function(trading_binary name)
    cmake_parse_arguments(BINARY "" "" "USES" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    if(NOT sources)
        return()
    endif()
    add_executable(${name} ${sources})
    target_link_libraries(${name} PRIVATE trading_compiler ${BINARY_USES})
    trading_precompile(${name})
endfunction()

function(trading_tests name)
    cmake_parse_arguments(TESTS "" "" "USES;LABELS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    if(NOT sources)
        return()
    endif()
    add_executable(${name} ${sources})
    target_link_libraries(${name} PRIVATE trading_compiler ${TESTS_USES} GTest::gmock GTest::gtest_main)
    # What is tested is optimised; the tests themselves only have to compile fast.
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O0>)
    trading_precompile_tests(${name})
    add_test(
        NAME ${name}
        COMMAND ${name} --gtest_output=xml:${CMAKE_BINARY_DIR}/results/${name}.xml --gtest_brief=1
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    )
    set_tests_properties(${name} PROPERTIES LABELS "${TESTS_LABELS}" TIMEOUT 600)
endfunction()
