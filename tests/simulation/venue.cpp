#include "tests/simulation/venue.hpp"

#include "common/base/assert.hpp"

#include <utility>

namespace trading::simulation {
namespace {

base::Decimal number(std::string_view text) {
    const auto decimal = base::Decimal::from_string(text);
    TRADING_ASSERT(decimal.has_value());
    return *decimal;
}

simulator::AccountOptions account(std::string_view id, std::string_view usdt, std::string_view btc) {
    simulator::AccountOptions options;
    options.id = domain::AccountId{id};
    options.uid = std::string{id};
    options.trading[domain::Currency{"USDT"}] = number(usdt);
    options.trading[domain::Currency{"BTC"}] = number(btc);
    options.funding[domain::Currency{"USDT"}] = number("100000");
    return options;
}

simulator::VenueOptions venue_options(base::Timestamp start) {
    simulator::VenueOptions options;
    options.start = start;
    options.instruments = venue_instruments();
    options.accounts = {
        account(kAccount, "50000", "1"),
        account(kMakerAccount, "40000000", "10000"),
        account(kTakerAccount, "40000000", "10000"),
    };
    options.has_participants = false;
    options.history = {};
    options.second_history = {};
    options.catch_up_maximum = {};
    options.funding_interval = std::chrono::seconds{20};
    return options;
}

}  // namespace

domain::AccountId our_account() { return domain::AccountId{kAccount}; }

std::vector<simulator::InstrumentSpec> venue_instruments() {
    const std::vector<simulator::InstrumentSpec> all = simulator::default_instruments();
    std::vector<simulator::InstrumentSpec> ours;
    for (const simulator::InstrumentSpec& spec : all) {
        const std::string& id = spec.published.id.value();
        if (id != kSpot && id != kSwap) continue;
        ours.push_back(spec);
        domain::Instrument& published = ours.back().published;
        const std::string_view lot = id == kSpot ? "0.0001" : "0.1";
        published.lot_size = domain::Quantity{number(lot)};
        published.minimum_quantity = domain::Quantity{number(lot)};
    }
    return ours;
}

std::vector<domain::Instrument> domain_instruments() {
    std::vector<domain::Instrument> instruments;
    for (const simulator::InstrumentSpec& spec : venue_instruments()) {
        instruments.push_back(spec.published);
        // The adapter knows it only in another unit.
        if (spec.published.is_spot()) instruments.back().maximum_market_quantity = {};
    }
    return instruments;
}

Venue::Venue(Scene& scene) : scene_(scene), core_(venue_options(scene.now())) {}

void Venue::start() { advance(); }

void Venue::advance() {
    apply(simulator::AdvanceTime{});
    scene_.schedule.after(kStep, [this] { advance(); });
}

simulator::Reply Venue::apply(const simulator::Input& input) {
    simulator::Outputs outputs;
    if (!spare_.empty()) {
        outputs = std::move(spare_.back());
        spare_.pop_back();
    }
    outputs.clear();
    core_.on_input(input, scene_.now(), outputs);
    for (const simulator::Event& event : outputs.events) {
        for (const Listener& listener : listeners_) listener(event);
    }
    simulator::Reply reply = outputs.reply;
    spare_.push_back(std::move(outputs));
    return reply;
}

}  // namespace trading::simulation
