#include "common/venue/okx/settings_items.hpp"

namespace trading::venue::okx {
namespace {

using domain::Ratio;

struct TimeTexts {
    std::string_view ts;
};

constexpr FieldTable<TimeTexts, 1> kTimeFields{{{"ts", &TimeTexts::ts}}};

struct DeadManTexts {
    std::string_view trigger_time;
};

constexpr FieldTable<DeadManTexts, 1> kDeadManFields{{{"triggerTime", &DeadManTexts::trigger_time}}};

struct SettingsTexts {
    std::string_view fee_level;
    std::string_view fee_type;
    std::string_view level;
    std::string_view permissions;
    std::string_view position_mode;
    std::string_view user_id;
};

constexpr FieldTable<SettingsTexts, 6> kSettingsFields{{
    {"acctLv", &SettingsTexts::level},
    {"feeType", &SettingsTexts::fee_type},
    {"level", &SettingsTexts::fee_level},
    {"perm", &SettingsTexts::permissions},
    {"posMode", &SettingsTexts::position_mode},
    {"uid", &SettingsTexts::user_id},
}};
static_assert(is_sorted(kSettingsFields));

// Whether a comma-separated list has exactly this word.
bool has_word(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (list.substr(0, comma) == word) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

struct FeeTexts {
    std::string_view kind;
    std::string_view maker;
    std::string_view maker_in_usdt;
    std::string_view taker;
    std::string_view taker_in_usdt;
};

constexpr FieldTable<FeeTexts, 5> kFeeFields{{
    {"instType", &FeeTexts::kind},
    {"maker", &FeeTexts::maker},
    {"makerU", &FeeTexts::maker_in_usdt},
    {"taker", &FeeTexts::taker},
    {"takerU", &FeeTexts::taker_in_usdt},
}};
static_assert(is_sorted(kFeeFields));

struct FeeGroupTexts {
    std::string_view group;
    std::string_view maker;
    std::string_view taker;
};

constexpr FieldTable<FeeGroupTexts, 3> kFeeGroupFields{{
    {"groupId", &FeeGroupTexts::group},
    {"maker", &FeeGroupTexts::maker},
    {"taker", &FeeGroupTexts::taker},
}};
static_assert(is_sorted(kFeeGroupFields));

std::optional<domain::InstrumentKind> kind_of(std::string_view text) {
    if (text == "SPOT") return domain::InstrumentKind::Spot;
    if (text == "SWAP") return domain::InstrumentKind::PerpetualSwap;
    if (text == "FUTURES") return domain::InstrumentKind::Future;
    return std::nullopt;
}

// The dearer of two fees: negative is charged.
Ratio dearer(const std::optional<Ratio>& left, const Ratio& right) { return left && *left < right ? *left : right; }

// Instruments belong to fee groups; the dearest of them keeps estimates on the safe side.
bool read_fee_groups(ItemReader& reader, JsonValue& groups, std::optional<Ratio>& maker, std::optional<Ratio>& taker) {
    return for_each_item(groups, [&](JsonValue& item) {
        JsonObject object;
        FeeGroupTexts texts;
        if (item.get_object().get(object) != simdjson::SUCCESS) return false;
        if (!reader.read_fields(object, kFeeGroupFields, texts)) return false;
        maker = dearer(maker, reader.required<Ratio>("maker", texts.maker));
        taker = dearer(taker, reader.required<Ratio>("taker", texts.taker));
        return true;
    });
}

}  // namespace

std::string AccountSettings::account_mode() const {
    constexpr std::array<std::string_view, 5> kNames{"unknown", "spot", "futures", "multi-currency", "portfolio"};
    const bool is_known = account_level > 0 && account_level < static_cast<int>(kNames.size());
    const std::string_view name = kNames[is_known ? static_cast<std::size_t>(account_level) : 0];
    return std::string{name} + " (acctLv " + std::to_string(account_level) + ")";
}

bool read_server_time(ItemReader& reader, JsonObject item, base::Timestamp& out) {
    reader.begin_item("time");
    TimeTexts texts;
    if (!reader.read_fields(item, kTimeFields, texts)) return false;
    out = reader.time("ts", texts.ts);
    if (!reader.end_item()) out = {};
    return true;
}

bool read_account_settings(ItemReader& reader, JsonObject item, AccountSettings& out) {
    reader.begin_item("config");
    SettingsTexts texts;
    if (!reader.read_fields(item, kSettingsFields, texts)) return false;
    const std::int64_t level = reader.integer("acctLv", texts.level, 0);
    if (level < 1 || level > 9) reader.fail("acctLv", texts.level);
    if (!reader.end_item()) return true;
    out = AccountSettings{
        .account_level = static_cast<int>(level),
        .has_net_positions = texts.position_mode == "net_mode",
        .can_trade = has_word(texts.permissions, "trade"),
        .can_withdraw = has_word(texts.permissions, "withdraw"),
        .fee_level = std::string{texts.fee_level},
        .fee_type = std::string{texts.fee_type},
        .user_id = std::string{texts.user_id},
    };
    return true;
}

bool read_fee_rates(ItemReader& reader, JsonObject item, std::vector<domain::FeeRates>& out) {
    reader.begin_item("trade-fee");
    FeeTexts texts;
    std::optional<Ratio> maker;
    std::optional<Ratio> taker;
    const bool is_read = reader.read_fields(item, kFeeFields, texts, [&](std::string_view key, JsonValue& value) {
        if (key != "feeGroup") return ValueKind::Nested;
        return read_fee_groups(reader, value, maker, taker) ? ValueKind::Text : ValueKind::Broken;
    });
    if (!is_read) return false;
    const std::optional<domain::InstrumentKind> kind = kind_of(texts.kind);
    if (!kind) {
        reader.skip_unsupported();
        return true;
    }
    // The older fields: `makerU` for contracts margined in USDT, where the plain ones are for those margined in coin.
    if (!maker) {
        const bool has_own = !texts.maker_in_usdt.empty() && *kind != domain::InstrumentKind::Spot;
        maker = reader.required<Ratio>("maker", has_own ? texts.maker_in_usdt : texts.maker);
    }
    if (!taker) {
        const bool has_own = !texts.taker_in_usdt.empty() && *kind != domain::InstrumentKind::Spot;
        taker = reader.required<Ratio>("taker", has_own ? texts.taker_in_usdt : texts.taker);
    }
    if (reader.end_item()) out.push_back(domain::FeeRates{.kind = *kind, .maker = *maker, .taker = *taker});
    return true;
}

bool read_dead_man(ItemReader& reader, JsonObject item, DeadManArmed& out) {
    // The venue's own example shows seconds where the text says milliseconds: told apart by size.
    constexpr std::int64_t kSecondsMax = 9'000'000'000;
    reader.begin_item("cancel-all-after");
    DeadManTexts texts;
    if (!reader.read_fields(item, kDeadManFields, texts)) return false;
    const std::int64_t written = reader.integer("triggerTime", texts.trigger_time, 0);
    const bool is_seconds = written >= 0 && written < kSecondsMax;
    const base::Timestamp trigger =
        is_seconds ? base::from_unix_milliseconds(written * 1000) : reader.time("triggerTime", texts.trigger_time);
    if (reader.end_item()) out.ts_trigger = trigger;
    return true;
}

}  // namespace trading::venue::okx
