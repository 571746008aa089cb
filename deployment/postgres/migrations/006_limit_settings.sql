-- Limits that an operator has set in place of the configured ones: all of them, the newest version counts.
CREATE TABLE limit_settings (
    account_id  text   NOT NULL,
    limit_name  text   NOT NULL,
    value       text   NOT NULL,
    configured  text   NOT NULL,
    actor       text   NOT NULL,
    reason      text   NOT NULL,
    version     bigint NOT NULL,
    ts_event_ns bigint NOT NULL,
    PRIMARY KEY (account_id, limit_name, version)
);
