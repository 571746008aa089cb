-- Recorded market data, partitioned by the UTC day of receipt; the recorder makes the partitions and drops old ones.

CREATE TABLE market_trades (
    instrument_id  text    NOT NULL,
    trade_id       text    NOT NULL,
    price          numeric NOT NULL,
    quantity       numeric NOT NULL,
    side           text    NOT NULL,
    match_count    bigint  NOT NULL,
    ts_event_ns    bigint  NOT NULL,
    ts_received_ns bigint  NOT NULL
) PARTITION BY RANGE (ts_received_ns);

-- Prices and quantities as arrays of the same length; quantity zero means that the price is gone.
CREATE TABLE market_book_updates (
    instrument_id  text      NOT NULL,
    is_snapshot    boolean   NOT NULL,
    venue_sequence bigint    NOT NULL,
    bid_prices     numeric[] NOT NULL,
    bid_quantities numeric[] NOT NULL,
    ask_prices     numeric[] NOT NULL,
    ask_quantities numeric[] NOT NULL,
    ts_event_ns    bigint    NOT NULL,
    ts_received_ns bigint    NOT NULL
) PARTITION BY RANGE (ts_received_ns);

CREATE TABLE market_tickers (
    instrument_id     text    NOT NULL,
    last_price        numeric NOT NULL,
    best_bid_price    numeric,
    best_bid_quantity numeric,
    best_ask_price    numeric,
    best_ask_quantity numeric,
    volume_24h        numeric NOT NULL,
    ts_event_ns       bigint  NOT NULL,
    ts_received_ns    bigint  NOT NULL
) PARTITION BY RANGE (ts_received_ns);

-- Closed candles only.
CREATE TABLE market_candles (
    instrument_id    text    NOT NULL,
    interval_seconds integer NOT NULL,
    ts_open_ns       bigint  NOT NULL,
    open             numeric NOT NULL,
    high             numeric NOT NULL,
    low              numeric NOT NULL,
    close            numeric NOT NULL,
    volume           numeric NOT NULL,
    ts_event_ns      bigint  NOT NULL,
    ts_received_ns   bigint  NOT NULL
) PARTITION BY RANGE (ts_received_ns);

-- Mark prices, funding rates and price limits: one number or two, and when.
CREATE TABLE market_references (
    instrument_id  text    NOT NULL,
    kind           text    NOT NULL,
    first_value    numeric,
    second_value   numeric,
    ts_event_ns    bigint  NOT NULL,
    ts_received_ns bigint  NOT NULL
) PARTITION BY RANGE (ts_received_ns);

CREATE TABLE market_instruments (
    instrument_id            text    PRIMARY KEY,
    kind                     text    NOT NULL,
    contract_kind            text    NOT NULL,
    status                   text    NOT NULL,
    base_currency            text    NOT NULL,
    quote_currency           text    NOT NULL,
    settle_currency          text    NOT NULL,
    tick_size                numeric NOT NULL,
    lot_size                 numeric NOT NULL,
    minimum_quantity         numeric NOT NULL,
    maximum_limit_quantity   numeric NOT NULL,
    maximum_market_quantity  numeric NOT NULL,
    contract_multiplier      numeric NOT NULL,
    ts_event_ns              bigint  NOT NULL
);
