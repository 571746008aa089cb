#include "common/service/config.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace trading::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

ConfigFile parse(const std::string& yaml) {
    auto file = ConfigFile::parse(yaml, "sample");
    EXPECT_TRUE(file.has_value());
    return *file;
}

TEST(Config, reads_every_kind_of_value) {
    ConfigFile file = parse(
        "name: gateway\nis_on: true\ncount: 7\nratio: 0.5\nsize: '0.00000001'\nwait: 250ms\nlist: [a, b]\nsteps: [1s, "
        "5m]\n"
        "inner: {port: 17001}\nitems: [{id: x}, {id: y}]\nmode: paper\n"
    );
    ConfigSection root = file.root();
    EXPECT_EQ(root.text("name"), "gateway");
    EXPECT_TRUE(root.flag("is_on"));
    EXPECT_EQ(root.integer("count", {.least = 1, .most = 9}), 7);
    EXPECT_DOUBLE_EQ(root.number("ratio", {.least = 0, .most = 1}), 0.5);
    EXPECT_EQ(root.positive_decimal("size").to_string(), "0.00000001");
    EXPECT_EQ(root.duration("wait"), std::chrono::milliseconds{250});
    EXPECT_THAT(root.texts("list"), ElementsAre("a", "b"));
    EXPECT_THAT(root.durations("steps"), ElementsAre(std::chrono::seconds{1}, std::chrono::minutes{5}));
    EXPECT_EQ(root.section("inner").port("port"), 17001);
    EXPECT_EQ(root.choice("mode", {"paper", "live"}), "paper");
    std::vector<std::string> ids;
    for (ConfigSection& item : root.sections("items")) ids.push_back(item.text("id"));
    EXPECT_THAT(ids, ElementsAre("x", "y"));
    EXPECT_TRUE(file.check().has_value());
}

TEST(Config, reports_every_mistake_at_once_with_its_place) {
    ConfigFile file = parse("count: many\nsize: -1\nextra: 1\nmode: reel\nlimits: {depth: 0}\nwait: 5\n");
    ConfigSection root = file.root();
    (void)root.text("name");
    (void)root.integer("count", {.least = 1, .most = 9});
    (void)root.positive_decimal("size");
    (void)root.choice("mode", {"paper", "live"});
    (void)root.section("limits").integer("depth", {.least = 1, .most = 400});
    (void)root.duration("wait");
    const auto status = file.check();
    ASSERT_FALSE(status.has_value());
    for (const char* mistake :
         {"7 mistake(s)",
          "name: is missing",
          "count: must be a whole number from 1 to 9, not 'many'",
          "size: must be a plain decimal number above zero, not '-1'",
          "extra: is not a known key",
          "mode: must be one of paper, live, not 'reel'",
          "limits.depth: must be a whole number from 1 to 400, not '0'",
          "wait: must be a duration above zero"}) {
        EXPECT_THAT(status.error().detail, HasSubstr(mistake));
    }
}

TEST(Config, finds_a_key_that_is_there_twice) {
    ConfigFile file = parse("count: 1\ncount: 2\n");
    (void)file.root().integer("count", {.least = 0, .most = 9});
    const auto status = file.check();
    ASSERT_FALSE(status.has_value());
    EXPECT_THAT(status.error().detail, HasSubstr("count: is there twice"));
}

TEST(Config, lets_the_environment_replace_a_value) {
    setenv("TRADING_SAMPLE_INNER_PORT", "18001", 1);
    ConfigFile file = parse("inner: {port: 17001}\n");
    EXPECT_EQ(file.root().section("inner").port("port"), 18001);
    unsetenv("TRADING_SAMPLE_INNER_PORT");
    EXPECT_TRUE(file.check().has_value());
}

TEST(Config, lets_the_environment_replace_a_list) {
    setenv("TRADING_SAMPLE_LIST", "x,y", 1);
    ConfigFile file = parse("list: [a]\n");
    EXPECT_THAT(file.root().texts("list"), ElementsAre("x", "y"));
    unsetenv("TRADING_SAMPLE_LIST");
    EXPECT_TRUE(file.check().has_value());
}

TEST(Config, takes_secrets_from_the_environment_and_shows_stars) {
    setenv("SAMPLE_KEY", "canary-4711", 1);
    ConfigFile file = parse("key: {env: SAMPLE_KEY}\n");
    EXPECT_EQ(file.root().secret("key").reveal(), "canary-4711");
    unsetenv("SAMPLE_KEY");
    EXPECT_TRUE(file.check().has_value());
    EXPECT_THAT(file.effective(), ElementsAre("key=********"));
}

TEST(Config, can_be_read_again_from_what_was_recorded_of_it) {
    setenv("SAMPLE_KEY", "canary-4711", 1);
    setenv("TRADING_SAMPLE_INNER_PORT", "18001", 1);
    setenv("TRADING_SAMPLE_LIST", "x,y", 1);
    ConfigFile file = parse("inner: {port: 17001}\nlist: [a]\nkey: {env: SAMPLE_KEY}\n");
    (void)file.root().section("inner").port("port");
    (void)file.root().texts("list");
    (void)file.root().secret("key");
    const std::string yaml = file.to_yaml();
    EXPECT_THAT(yaml, Not(HasSubstr("canary-4711")));

    setenv("TRADING_SAMPLE_INNER_PORT", "19001", 1);
    unsetenv("SAMPLE_KEY");
    auto recorded = ConfigFile::parse_recorded(yaml, "sample");
    ASSERT_TRUE(recorded.has_value());
    EXPECT_EQ(recorded->root().section("inner").port("port"), 18001);
    EXPECT_THAT(recorded->root().texts("list"), ElementsAre("x", "y"));
    EXPECT_TRUE(recorded->root().secret("key").empty());
    EXPECT_TRUE(recorded->check().has_value());
    unsetenv("TRADING_SAMPLE_INNER_PORT");
    unsetenv("TRADING_SAMPLE_LIST");
}

TEST(Config, refuses_a_secret_in_the_file_without_repeating_it) {
    ConfigFile file = parse("key: canary-4711\n");
    (void)file.root().secret("key");
    const auto status = file.check();
    ASSERT_FALSE(status.has_value());
    EXPECT_THAT(status.error().detail, HasSubstr("key: a secret never stands in the file"));
    EXPECT_THAT(status.error().detail, Not(HasSubstr("canary-4711")));
}

TEST(Config, refuses_text_that_is_no_map) {
    EXPECT_FALSE(ConfigFile::parse("- a\n- b\n", "sample").has_value());
    EXPECT_FALSE(ConfigFile::parse("a: [1\n", "sample").has_value());
    EXPECT_FALSE(ConfigFile::load("/nonexistent/sample.yaml", "sample").has_value());
}

TEST(Config, reads_durations_with_their_unit_only) {
    EXPECT_EQ(parse_duration("24h"), std::chrono::hours{24});
    for (const char* text : {"", "5", "0s", "-1s", "1.5s", "s", "5 s", "1d"})
        EXPECT_FALSE(parse_duration(text)) << text;
}

}  // namespace
}  // namespace trading::service
