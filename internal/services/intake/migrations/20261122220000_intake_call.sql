-- +goose Up
-- A call as the agent writes it down: kept while they speak, until it has become a
-- request or has ended without one. The answers go a day after the call has ended.
CREATE TABLE intake_call (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    agent        TEXT        NOT NULL,
    agent_name   TEXT        NOT NULL,
    blueprint    TEXT        NOT NULL,
    caller       TEXT        NOT NULL,
    record_id    TEXT        NOT NULL,
    safe         TEXT        NOT NULL,
    answers      TEXT        NOT NULL,
    state        TEXT        NOT NULL,
    outcome      TEXT        NOT NULL,
    call_back_at TIMESTAMPTZ,
    request_id   TEXT        NOT NULL,
    saved_by     TEXT        NOT NULL,
    started_at   TIMESTAMPTZ NOT NULL,
    touched_at   TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ,
    version      BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX intake_call_agent ON intake_call (borough_id, agent, state, touched_at);
CREATE INDEX intake_call_state ON intake_call (borough_id, state, touched_at);
CREATE INDEX intake_call_record ON intake_call (borough_id, record_id, touched_at);
CREATE INDEX intake_call_ended ON intake_call (borough_id, ended_at);
