-- Every evaluation of every strategy, the intents that wait for an answer, and what the operator switched off.

CREATE TABLE decisions (
    decision_id   text   PRIMARY KEY,
    strategy_id   text   NOT NULL,
    instrument_id text   NOT NULL,
    outcome       text   NOT NULL,
    reason        text   NOT NULL,
    inputs        text   NOT NULL,
    intent_id     text   NOT NULL,
    ts_event_ns   bigint NOT NULL,
    ts_decided_ns bigint NOT NULL
);
CREATE INDEX decisions_by_time ON decisions (ts_decided_ns);
CREATE INDEX decisions_by_strategy ON decisions (strategy_id, instrument_id, ts_decided_ns);

CREATE TABLE decision_checks (
    decision_id text    NOT NULL REFERENCES decisions (decision_id) ON DELETE CASCADE,
    position    integer NOT NULL,
    name        text    NOT NULL,
    has_passed  boolean NOT NULL,
    detail      text    NOT NULL,
    PRIMARY KEY (decision_id, position)
);

CREATE TABLE strategy_outbox (
    intent_id         text    PRIMARY KEY,
    strategy_id       text    NOT NULL,
    instrument_id     text    NOT NULL,
    decision_id       text    NOT NULL,
    kind              text    NOT NULL,
    side              text    NOT NULL,
    type              text    NOT NULL,
    time_in_force     text    NOT NULL,
    quantity          numeric NOT NULL,
    limit_price       numeric,
    stop_price        numeric,
    take_profit_price numeric,
    target_intent_id  text    NOT NULL,
    reason            text    NOT NULL,
    ts_created_ns     bigint  NOT NULL,
    valid_until_ns    bigint  NOT NULL,
    verdict           text
);
CREATE INDEX strategy_outbox_unsettled ON strategy_outbox (valid_until_ns) WHERE verdict IS NULL;

CREATE TABLE strategy_switches (
    strategy_id   text    PRIMARY KEY,
    is_enabled    boolean NOT NULL,
    actor         text    NOT NULL,
    ts_changed_ns bigint  NOT NULL
);
