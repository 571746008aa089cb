-- What execution knows for certain. Times are nanoseconds since 1970 UTC (columns *_ns), because recovery must read back
-- exactly what was written; the views at the end show them as timestamps. Money is numeric: exact.

CREATE TABLE intents (
    account_id        text   NOT NULL,
    intent_id         text   NOT NULL,
    strategy_id       text   NOT NULL,
    instrument_id     text   NOT NULL,
    decision_id       text   NOT NULL,
    kind              text   NOT NULL,
    side              text   NOT NULL,
    type              text   NOT NULL,
    time_in_force     text   NOT NULL,
    quantity          numeric NOT NULL,
    limit_price       numeric,
    stop_price        numeric,
    take_profit_price numeric,
    target_intent_id  text   NOT NULL,
    reason            text   NOT NULL,
    ts_created_ns     bigint NOT NULL,
    valid_until_ns    bigint NOT NULL,
    verdict           text   NOT NULL,
    deny_reason       text,
    detail            text   NOT NULL,
    ts_event_ns       bigint NOT NULL,
    PRIMARY KEY (account_id, intent_id)
);
CREATE INDEX intents_by_time ON intents (account_id, ts_event_ns);

CREATE TABLE orders (
    account_id         text    NOT NULL,
    client_order_id    text    NOT NULL,
    venue_order_id     text    NOT NULL,
    intent_id          text    NOT NULL,
    strategy_id        text    NOT NULL,
    instrument_id      text    NOT NULL,
    purpose            text    NOT NULL,
    side               text    NOT NULL,
    type               text    NOT NULL,
    time_in_force      text    NOT NULL,
    is_reduce_only     boolean NOT NULL,
    limit_price        numeric,
    trigger_price      numeric,
    take_profit_price  numeric,
    quantity           numeric NOT NULL CHECK (quantity >= 0),
    filled_quantity    numeric NOT NULL CHECK (filled_quantity >= 0),
    average_fill_price numeric,
    status             text    NOT NULL,
    reason             text    NOT NULL,
    version            bigint  NOT NULL,
    ts_created_ns      bigint  NOT NULL,
    ts_expires_ns      bigint  NOT NULL,
    ts_event_ns        bigint  NOT NULL,
    PRIMARY KEY (account_id, client_order_id)
);
CREATE INDEX orders_by_time ON orders (account_id, ts_created_ns);
CREATE INDEX orders_open ON orders (account_id)
    WHERE status IN ('planned', 'in_flight', 'unknown', 'live', 'partially_filled');

-- A trade id is unique per instrument only.
CREATE TABLE fills (
    account_id      text    NOT NULL,
    instrument_id   text    NOT NULL,
    trade_id        text    NOT NULL,
    client_order_id text    NOT NULL,
    venue_order_id  text    NOT NULL,
    strategy_id     text    NOT NULL,
    purpose         text    NOT NULL,
    side            text    NOT NULL,
    price           numeric NOT NULL,
    quantity        numeric NOT NULL,
    liquidity_side  text    NOT NULL,
    fee             numeric NOT NULL,
    fee_currency    text    NOT NULL,
    realised_pnl    numeric NOT NULL,
    ts_event_ns     bigint  NOT NULL,
    ts_received_ns  bigint  NOT NULL,
    PRIMARY KEY (account_id, instrument_id, trade_id)
);
CREATE INDEX fills_by_time ON fills (account_id, ts_event_ns);

CREATE TABLE positions (
    account_id          text    NOT NULL,
    instrument_id       text    NOT NULL,
    strategy_id         text    NOT NULL,
    quantity            numeric NOT NULL,
    average_entry_price numeric,
    realised_pnl        numeric NOT NULL,
    fees                numeric NOT NULL,
    stop_price          numeric,
    protected_quantity  numeric NOT NULL,
    version             bigint  NOT NULL,
    ts_event_ns         bigint  NOT NULL,
    PRIMARY KEY (account_id, instrument_id)
);

CREATE TABLE balances (
    account_id  text    NOT NULL,
    currency    text    NOT NULL,
    total       numeric NOT NULL,
    available   numeric NOT NULL,
    ts_event_ns bigint  NOT NULL,
    PRIMARY KEY (account_id, currency)
);

CREATE TABLE ledger_entries (
    account_id    text   NOT NULL,
    entry_id      text   NOT NULL,
    kind          text   NOT NULL,
    instrument_id text   NOT NULL,
    ts_event_ns   bigint NOT NULL,
    PRIMARY KEY (account_id, entry_id)
);

CREATE TABLE ledger_lines (
    account_id     text    NOT NULL,
    entry_id       text    NOT NULL,
    line           integer NOT NULL,
    ledger_account text    NOT NULL,
    currency       text    NOT NULL,
    amount         numeric NOT NULL,
    PRIMARY KEY (account_id, entry_id, line),
    FOREIGN KEY (account_id, entry_id) REFERENCES ledger_entries (account_id, entry_id)
);

CREATE TABLE risk_states (
    account_id  text   NOT NULL,
    version     bigint NOT NULL,
    state       text   NOT NULL,
    reason      text   NOT NULL,
    actor       text   NOT NULL,
    ts_event_ns bigint NOT NULL,
    PRIMARY KEY (account_id, version)
);

CREATE TABLE fill_cursors (
    account_id      text   PRIMARY KEY,
    ts_last_fill_ns bigint NOT NULL
);

CREATE TABLE reconciliations (
    account_id  text    NOT NULL,
    ts_event_ns bigint  NOT NULL,
    is_equal    boolean NOT NULL,
    differences text    NOT NULL,
    PRIMARY KEY (account_id, ts_event_ns)
);
