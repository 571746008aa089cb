-- What the rules about losses, drawdowns and streaks remember.

-- One row for each UTC day; its figures include what was transferred since.
CREATE TABLE account_days (
    account_id     text    NOT NULL,
    day_ns         bigint  NOT NULL,
    opening_equity numeric NOT NULL,
    highest_equity numeric NOT NULL,
    mismatches     integer NOT NULL,
    PRIMARY KEY (account_id, day_ns)
);

CREATE TABLE strategy_days (
    account_id         text    NOT NULL,
    strategy_id        text    NOT NULL,
    day_ns             bigint  NOT NULL,
    realised           numeric NOT NULL,
    opening_unrealised numeric NOT NULL,
    losing_trades      integer NOT NULL,
    stops_ns           text    NOT NULL,  -- Times, oldest first, with spaces between them.
    PRIMARY KEY (account_id, strategy_id)
);

CREATE TABLE strategy_trades (
    account_id    text    NOT NULL,
    instrument_id text    NOT NULL,
    strategy_id   text    NOT NULL,
    is_open       boolean NOT NULL,
    result        numeric NOT NULL,
    PRIMARY KEY (account_id, instrument_id)
);

-- The newest lock of each strategy and instrument; without an end it holds until a person lifts it.
CREATE TABLE entry_locks (
    account_id  text   NOT NULL,
    scope       text   NOT NULL,
    subject     text   NOT NULL,
    rule        text   NOT NULL,
    reason      text   NOT NULL,
    ts_since_ns bigint NOT NULL,
    ts_until_ns bigint,
    PRIMARY KEY (account_id, scope, subject)
);
