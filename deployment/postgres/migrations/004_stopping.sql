-- Who owns the account, where entries are paused, and what somebody else did with the account.

ALTER TABLE orders ADD COLUMN ts_amend_expires_ns bigint NOT NULL DEFAULT 0;

-- One row for each account; each start of execution raises the epoch, and a commit of an older epoch is refused.
CREATE TABLE account_epochs (
    account_id text   PRIMARY KEY,
    epoch      bigint NOT NULL
);

-- An empty strategy or instrument means any.
CREATE TABLE entry_pauses (
    account_id    text    NOT NULL,
    strategy_id   text    NOT NULL,
    instrument_id text    NOT NULL,
    is_paused     boolean NOT NULL,
    actor         text    NOT NULL,
    reason        text    NOT NULL,
    version       bigint  NOT NULL,
    ts_event_ns   bigint  NOT NULL,
    PRIMARY KEY (account_id, strategy_id, instrument_id, version)
);

CREATE TABLE external_activities (
    account_id    text   NOT NULL,
    activity_id   text   NOT NULL,
    kind          text   NOT NULL,
    instrument_id text   NOT NULL,
    detail        text   NOT NULL,
    verdict       text   NOT NULL,
    actor         text   NOT NULL,
    reason        text   NOT NULL,
    version       bigint NOT NULL,
    ts_event_ns   bigint NOT NULL,
    PRIMARY KEY (account_id, activity_id)
);
CREATE INDEX external_activities_open ON external_activities (account_id) WHERE verdict = 'open';
