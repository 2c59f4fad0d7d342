CREATE TABLE accounts_account (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    name         TEXT        NOT NULL,
    email        TEXT        NOT NULL,
    email_folded TEXT        NOT NULL,
    title        TEXT        NOT NULL,
    password     TEXT        NOT NULL,
    added_at     TIMESTAMPTZ NOT NULL,
    disabled_at  TIMESTAMPTZ,
    version      BIGINT      NOT NULL, seen_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX accounts_account_email ON accounts_account (borough_id, email_folded);

CREATE TABLE accounts_device (
    borough_id TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    browser    TEXT        NOT NULL,
    place      TEXT        NOT NULL,
    first_at   TIMESTAMPTZ NOT NULL,
    last_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, account_id, token_hash)
);

CREATE TABLE accounts_grant (
    borough_id      TEXT NOT NULL,
    account_id      TEXT NOT NULL,
    role            TEXT NOT NULL,
    neighbourhood   TEXT NOT NULL,
    organisation_id TEXT NOT NULL, granted_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, account_id, role, neighbourhood, organisation_id),
    FOREIGN KEY (borough_id, account_id) REFERENCES accounts_account (borough_id, id)
);

CREATE TABLE accounts_identity (
    borough_id TEXT        NOT NULL,
    issuer     TEXT        NOT NULL,
    tenant     TEXT        NOT NULL,
    object     TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    managed    SMALLINT    NOT NULL,
    linked_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, issuer, tenant, object),
    FOREIGN KEY (borough_id, account_id) REFERENCES accounts_account (borough_id, id)
);

CREATE INDEX accounts_identity_account ON accounts_identity (borough_id, account_id);

CREATE TABLE accounts_invitation (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    made_by    TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ,
    told_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, account_id) REFERENCES accounts_account (borough_id, id)
);

CREATE INDEX accounts_invitation_account ON accounts_invitation (borough_id, account_id);

CREATE UNIQUE INDEX accounts_invitation_token ON accounts_invitation (borough_id, token_hash);

CREATE TABLE accounts_link (
    borough_id      TEXT        NOT NULL,
    token_hash      TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    made_by         TEXT        NOT NULL,
    made_at         TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL,
    used_at         TIMESTAMPTZ,
    PRIMARY KEY (borough_id, token_hash),
    FOREIGN KEY (borough_id, organisation_id) REFERENCES organisations_organisation (borough_id, id)
);

CREATE TABLE accounts_pass (
    borough_id   TEXT        NOT NULL,
    token_hash   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    made_by      TEXT        NOT NULL,
    made_at      TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    used_at      TIMESTAMPTZ,
    PRIMARY KEY (borough_id, token_hash)
);

CREATE INDEX accounts_pass_of ON accounts_pass (borough_id, volunteer_id);

CREATE TABLE accounts_session (
    borough_id      TEXT        NOT NULL,
    token_hash      TEXT        NOT NULL,
    account_id      TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    started_at      TIMESTAMPTZ NOT NULL,
    touched_at      TIMESTAMPTZ NOT NULL, volunteer_id TEXT NOT NULL DEFAULT '', id TEXT NOT NULL DEFAULT '', how TEXT NOT NULL DEFAULT '', browser TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, token_hash)
);

CREATE INDEX accounts_session_account ON accounts_session (borough_id, account_id);

CREATE TABLE accounts_step (
    borough_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    how        TEXT        NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);

CREATE INDEX accounts_step_account ON accounts_step (borough_id, account_id);

CREATE TABLE accounts_way (
    borough_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    nonce      TEXT        NOT NULL,
    verifier   TEXT        NOT NULL,
    goes_to    TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);

CREATE TABLE answers_equality (
    borough_id    TEXT   NOT NULL,
    neighbourhood TEXT   NOT NULL,
    month         TEXT   NOT NULL,
    channel       TEXT   NOT NULL,
    question      TEXT   NOT NULL,
    choice        TEXT   NOT NULL,
    counted       BIGINT NOT NULL,
    PRIMARY KEY (borough_id, month, neighbourhood, channel, question, choice)
);

CREATE TABLE answers_equality_form (
    borough_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    month      TEXT NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);

CREATE INDEX answers_equality_form_month ON answers_equality_form (borough_id, month);

CREATE TABLE answers_session (
    borough_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    blueprint  TEXT        NOT NULL,
    answers    TEXT        NOT NULL,
    key        TEXT        NOT NULL,
    receipt    TEXT        NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    touched_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);

CREATE INDEX answers_session_touched ON answers_session (borough_id, touched_at);

CREATE TABLE arrivals_arrival (
    borough_id  TEXT        NOT NULL,
    delivery_id TEXT        NOT NULL,
    record_id   TEXT        NOT NULL,
    trip        TEXT        NOT NULL, -- what brings it, such as a plan of rounds
    version     BIGINT      NOT NULL, -- of the trip
    expected_at TIMESTAMPTZ,          -- none: it is on its trip no more
    told_for    TIMESTAMPTZ,          -- when they were told that it comes; none: nothing was told
    told_off    BOOLEAN     NOT NULL, -- they were told that it does not come after all
    message     TEXT        NOT NULL, -- the key of what was written
    PRIMARY KEY (borough_id, delivery_id)
);

CREATE INDEX arrivals_arrival_trip ON arrivals_arrival (borough_id, trip);

CREATE TABLE assets_asset (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    name         TEXT        NOT NULL,
    owner        TEXT        NOT NULL,
    agreement    TEXT        NOT NULL,
    purpose      TEXT        NOT NULL,
    basis        TEXT        NOT NULL,
    basis_ends   TEXT,       -- the last day on which it may be read
    keep_days    BIGINT      NOT NULL,
    refresh_days BIGINT      NOT NULL,
    list_id      TEXT        NOT NULL, -- of contacts.yaml
    health       BOOLEAN     NOT NULL,
    version      BIGINT      NOT NULL,
    changed_by   TEXT        NOT NULL,
    changed_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE TABLE attributes_attribute (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    record_id    TEXT        NOT NULL,
    load_id      TEXT        NOT NULL, -- '' where it came by itself
    type         TEXT        NOT NULL,
    scheme       TEXT        NOT NULL,
    term         TEXT        NOT NULL,
    value_text   TEXT        NOT NULL,
    value_number DOUBLE PRECISION,
    value_day    TEXT,
    from_day     TEXT,
    to_day       TEXT,
    asset_id     TEXT        NOT NULL,
    source       TEXT        NOT NULL,
    basis        TEXT        NOT NULL, -- '' is the asset's
    basis_ends   TEXT,
    noted_at     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, asset_id) REFERENCES assets_asset (borough_id, id)
);

CREATE INDEX attributes_attribute_load ON attributes_attribute (borough_id, load_id);

CREATE INDEX attributes_attribute_record ON attributes_attribute (borough_id, record_id);

CREATE TABLE attributes_load (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    asset_id   TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- staged, current, past
    made_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, asset_id) REFERENCES assets_asset (borough_id, id)
);

CREATE INDEX attributes_load_asset ON attributes_load (borough_id, asset_id, state);

CREATE TABLE blueprint_file (
    borough_id TEXT NOT NULL,
    hash       TEXT NOT NULL, -- SHA-256 of content
    content    TEXT NOT NULL,
    PRIMARY KEY (borough_id, hash)
);

CREATE TABLE blueprint_version (
    borough_id TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    hash       TEXT        NOT NULL, -- over the hashes below
    files      TEXT        NOT NULL, -- JSON: path to content hash
    note       TEXT        NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL,
    applied_by TEXT        NOT NULL,
    current    BOOLEAN     NOT NULL,
    PRIMARY KEY (borough_id, number)
);

CREATE UNIQUE INDEX blueprint_version_current ON blueprint_version (borough_id) WHERE current;

CREATE TABLE brakes_key (
    borough_id TEXT        NOT NULL,
    rule       TEXT        NOT NULL,
    mark       TEXT        NOT NULL,
    tries      TEXT        NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, rule, mark)
);

CREATE INDEX brakes_key_ends ON brakes_key (borough_id, ends_at);

CREATE TABLE breakglass_opening (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    danger        TEXT        NOT NULL,
    reason        TEXT        NOT NULL,
    opened_by     TEXT        NOT NULL,
    opened_name   TEXT        NOT NULL,
    opened_at     TIMESTAMPTZ NOT NULL,
    closed_at     TIMESTAMPTZ,
    mailed        BIGINT      NOT NULL DEFAULT 0,
    reviewed_by   TEXT        NOT NULL DEFAULT '',
    reviewed_name TEXT        NOT NULL DEFAULT '',
    reviewed_at   TIMESTAMPTZ,
    verdict       TEXT        NOT NULL DEFAULT '',
    remark        TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX breakglass_opening_by ON breakglass_opening (borough_id, opened_by, opened_at);

CREATE INDEX breakglass_opening_review ON breakglass_opening (borough_id, opened_at) WHERE reviewed_at IS NULL;

CREATE TABLE breakglass_read (
    borough_id TEXT        NOT NULL,
    opening_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    part       TEXT        NOT NULL,
    fields     TEXT        NOT NULL,
    read_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, opening_id, id),
    FOREIGN KEY (borough_id, opening_id) REFERENCES breakglass_opening (borough_id, id)
);

CREATE TABLE calls_agent (
    borough_id TEXT        NOT NULL,
    account    TEXT        NOT NULL,
    languages  TEXT        NOT NULL,
    skills     TEXT        NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, account)
);

CREATE TABLE calls_note (
    borough_id TEXT        NOT NULL,
    lease_id   TEXT        NOT NULL,
    note       TEXT        NOT NULL,
    until      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, lease_id)
);

CREATE TABLE capacity_answer (
    borough_id TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    answer     TEXT        NOT NULL,
    PRIMARY KEY (borough_id)
);

CREATE TABLE capacity_count (
    borough_id TEXT        NOT NULL,
    day        TEXT        NOT NULL,
    place      TEXT        NOT NULL,
    category   TEXT        NOT NULL,
    n          BIGINT      NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, day, place, category)
);

CREATE TABLE capacity_share (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    resource   TEXT        NOT NULL,
    parts      TEXT        NOT NULL,
    reason     TEXT        NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    decided_by TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE TABLE capacity_stock (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    place      TEXT        NOT NULL,
    parcels    BIGINT      NOT NULL,
    note       TEXT        NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    counted_by TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX capacity_stock_place ON capacity_stock (borough_id, place, counted_at);

CREATE TABLE census_category (
    borough_id TEXT   NOT NULL,
    table_id   TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    people     BIGINT NOT NULL,
    choice     TEXT   NOT NULL, -- "" is left out
    PRIMARY KEY (borough_id, table_id, position),
    FOREIGN KEY (borough_id, table_id) REFERENCES census_table (borough_id, id)
);

CREATE TABLE census_table (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    question   TEXT        NOT NULL, -- of equality.yaml
    state      TEXT        NOT NULL, -- draft, in-use, former
    source     TEXT        NOT NULL,
    as_at      TEXT        NOT NULL,
    invented   BOOLEAN     NOT NULL, -- made up for a demonstration
    file       TEXT        NOT NULL,
    made_of    TEXT        NOT NULL, -- whose counts make up the borough, in words
    others     BIGINT      NOT NULL, -- areas of the file that were left out
    taken_at   TIMESTAMPTZ NOT NULL,
    taken_by   TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX census_table_in_use ON census_table (borough_id, question) WHERE state = 'in-use';

CREATE TABLE clients_client (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    purpose       TEXT        NOT NULL,
    role          TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    scopes        TEXT        NOT NULL,
    made_by       TEXT        NOT NULL,
    made_at       TIMESTAMPTZ NOT NULL,
    ended_at      TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE TABLE clients_key (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    client_id  TEXT        NOT NULL,
    prefix     TEXT        NOT NULL,
    key_hash   TEXT        NOT NULL,
    made_by    TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, client_id) REFERENCES clients_client (borough_id, id)
);

CREATE INDEX clients_key_client ON clients_key (borough_id, client_id);

CREATE UNIQUE INDEX clients_key_hash ON clients_key (borough_id, key_hash);

CREATE TABLE cohorts_cohort (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    from_group TEXT        NOT NULL, -- id in cohorts.yaml; '' is a rule of somebody's own
    terms      TEXT        NOT NULL, -- JSON: rule, way, list, quiet days
    purpose    TEXT        NOT NULL,
    basis      TEXT        NOT NULL,
    letter     TEXT        NOT NULL,
    points     TEXT        NOT NULL, -- hash of the points whose priority the rule asked for; ''
    scope      TEXT        NOT NULL, -- JSON: neighbourhoods; null is the whole borough
    open_count BIGINT      NOT NULL, -- whom the rule could not decide on
    state      TEXT        NOT NULL, -- frozen, handing, handed
    frozen_at  TIMESTAMPTZ NOT NULL,
    frozen_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ,
    handed_by  TEXT        NOT NULL,
    version    BIGINT      NOT NULL, team TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX cohorts_cohort_at ON cohorts_cohort (borough_id, frozen_at);

CREATE INDEX cohorts_cohort_state ON cohorts_cohort (borough_id, state);

CREATE TABLE cohorts_member (
    borough_id TEXT        NOT NULL,
    cohort_id  TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    person_id  TEXT        NOT NULL,
    hood       TEXT        NOT NULL,
    standing   TEXT        NOT NULL, -- in, handed, out
    why        TEXT        NOT NULL,
    words      TEXT        NOT NULL,
    work       TEXT        NOT NULL, -- the run or the message that it came to
    done_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, cohort_id, record_id),
    FOREIGN KEY (borough_id, cohort_id) REFERENCES cohorts_cohort (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX cohorts_member_done ON cohorts_member (borough_id, done_at);

CREATE INDEX cohorts_member_person ON cohorts_member (borough_id, person_id, done_at);

CREATE INDEX cohorts_member_standing ON cohorts_member (borough_id, cohort_id, standing, record_id);

CREATE TABLE command_action (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    circle     TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    decision   BIGINT      NOT NULL, -- that it follows from; 0 for none
    what       TEXT        NOT NULL,
    owner      TEXT        NOT NULL,
    due_on     TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- open, done, dropped
    note       TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    closed_at  TIMESTAMPTZ,
    closed_by  TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, circle, number)
);

CREATE TABLE command_decision (
    borough_id TEXT        NOT NULL,
    circle     TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    decided_on TEXT        NOT NULL,
    what       TEXT        NOT NULL,
    reasons    TEXT        NOT NULL,
    options    TEXT        NOT NULL,
    present    TEXT        NOT NULL,
    corrects   BIGINT      NOT NULL, -- 0 corrects nothing
    written_at TIMESTAMPTZ NOT NULL,
    written_by TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, circle, number)
);

CREATE TABLE command_member (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    circle     TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    part       TEXT        NOT NULL, -- chair, deputy, notes, or what they speak for
    email      TEXT        NOT NULL,
    account_id TEXT        NOT NULL, -- '' signs in to nothing here
    added_at   TIMESTAMPTZ NOT NULL,
    added_by   TEXT        NOT NULL,
    left_at    TIMESTAMPTZ,
    left_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE TABLE command_report (
    borough_id TEXT        NOT NULL,
    circle     TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    on_day     TEXT        NOT NULL,
    figures    TEXT        NOT NULL,
    notes      TEXT        NOT NULL,
    plans      TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- draft, sent
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    sent_at    TIMESTAMPTZ,
    sent_by    TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, circle, number)
);

CREATE TABLE contacts_event (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    record_id   TEXT        NOT NULL,
    direction   TEXT        NOT NULL,
    method      TEXT        NOT NULL,
    role        TEXT        NOT NULL,
    spoke_to    TEXT        NOT NULL,
    purpose     TEXT        NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    outcome     TEXT        NOT NULL,
    note        TEXT        NOT NULL,
    agency      TEXT        NOT NULL,
    agency_name TEXT        NOT NULL,
    restricted  BOOLEAN     NOT NULL,
    task_id     TEXT        NOT NULL,
    request_id  TEXT        NOT NULL,
    source      TEXT        NOT NULL,
    noted_by    TEXT        NOT NULL,
    noted_at    TIMESTAMPTZ NOT NULL,
    import_key  TEXT, mood TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE UNIQUE INDEX contacts_event_import ON contacts_event (borough_id, import_key) WHERE import_key IS NOT NULL;

CREATE INDEX contacts_event_record ON contacts_event (borough_id, record_id, happened_at);

CREATE INDEX contacts_event_time ON contacts_event (borough_id, happened_at);

CREATE TABLE contacts_lease (
    borough_id    TEXT        NOT NULL,
    person_id     TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    agent         TEXT        NOT NULL,
    agent_name    TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    since         TIMESTAMPTZ NOT NULL,
    until         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, person_id)
);

CREATE INDEX contacts_lease_agent ON contacts_lease (borough_id, agent);

CREATE TABLE contacts_unreached (
    borough_id  TEXT        NOT NULL,
    record_id   TEXT        NOT NULL,
    event_id    TEXT        NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    outcome     TEXT        NOT NULL,
    restricted  BOOLEAN     NOT NULL,
    PRIMARY KEY (borough_id, record_id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE TABLE deliveries_delivery (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    kind          TEXT        NOT NULL,
    source_id     TEXT        NOT NULL,
    number        TEXT        NOT NULL,
    need_id       TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    from_place    TEXT        NOT NULL,
    collect       BOOLEAN     NOT NULL,
    boxes         BIGINT      NOT NULL,
    grams         BIGINT      NOT NULL,
    window_day    TEXT        NOT NULL,
    window_part   TEXT        NOT NULL,
    notes         TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    attempts      BIGINT      NOT NULL,
    ready_at      TIMESTAMPTZ NOT NULL,
    out_at        TIMESTAMPTZ,
    ended_at      TIMESTAMPTZ,
    version       BIGINT      NOT NULL, from_postcode TEXT NOT NULL DEFAULT '', staff_only BOOLEAN NOT NULL DEFAULT FALSE, chilled BIGINT NOT NULL DEFAULT 0, bags BIGINT NOT NULL DEFAULT 0, marks TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, kind, source_id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);

CREATE INDEX deliveries_delivery_state ON deliveries_delivery (borough_id, state, neighbourhood, window_day, ready_at, id);

CREATE TABLE deployment_check_in (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    how        TEXT        NOT NULL,
    hours      BIGINT      NOT NULL,
    needs      TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT        NOT NULL,
    settled_at TIMESTAMPTZ,
    settled_by TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

CREATE INDEX deployment_check_in_worker ON deployment_check_in (borough_id, worker_id, at);

CREATE TABLE deployment_feed (
    borough_id TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    ended_at   TIMESTAMPTZ,
    ended_by   TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, hash),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

CREATE UNIQUE INDEX deployment_feed_one ON deployment_feed (borough_id, worker_id) WHERE ended_at IS NULL;

CREATE TABLE deployment_lock (
    borough_id TEXT        NOT NULL,
    hub        TEXT        NOT NULL,
    post       TEXT        NOT NULL,
    shift      TEXT        NOT NULL,
    on_day     TEXT        NOT NULL,
    seat       BIGINT      NOT NULL,
    worker_id  TEXT        NOT NULL,
    ruled_out  BOOLEAN     NOT NULL,
    locked_at  TIMESTAMPTZ NOT NULL,
    locked_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, hub, post, shift, on_day, seat, worker_id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

CREATE TABLE deployment_notice (
    borough_id TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    due_on     TEXT        NOT NULL,
    told_at    TIMESTAMPTZ NOT NULL,
    mailed     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, worker_id, due_on),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

CREATE TABLE deployment_return (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    ended_on   TEXT        NOT NULL,
    handed_to  TEXT        NOT NULL,
    learnt     TEXT        NOT NULL,
    thanks     TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

CREATE INDEX deployment_return_worker ON deployment_return (borough_id, worker_id, at);

CREATE TABLE deployment_shift (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    worker_id   TEXT        NOT NULL,
    hub         TEXT        NOT NULL,
    post        TEXT        NOT NULL,
    shift       TEXT        NOT NULL,
    on_day      TEXT        NOT NULL,
    seat        BIGINT      NOT NULL,
    from_at     TIMESTAMPTZ NOT NULL,
    to_at       TIMESTAMPTZ NOT NULL,
    name        TEXT        NOT NULL,
    place       TEXT        NOT NULL,
    asks        TEXT        NOT NULL,
    given_at    TIMESTAMPTZ NOT NULL,
    given_by    TEXT        NOT NULL,
    ended_at    TIMESTAMPTZ,
    ended_by    TEXT        NOT NULL DEFAULT '',
    ended_why   TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

CREATE UNIQUE INDEX deployment_shift_seat ON deployment_shift (borough_id, hub, post, shift, on_day, seat) WHERE ended_at IS NULL;

CREATE INDEX deployment_shift_week ON deployment_shift (borough_id, on_day);

CREATE INDEX deployment_shift_worker ON deployment_shift (borough_id, worker_id, from_at);

CREATE TABLE doorstep_photo (
    borough_id  TEXT        NOT NULL,
    photo_key   TEXT        NOT NULL,
    stop_id     TEXT        NOT NULL,
    outcome_key TEXT        NOT NULL,
    account     TEXT        NOT NULL,
    jpeg        TEXT        NOT NULL,
    taken_at    TIMESTAMPTZ NOT NULL,
    added_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, photo_key),
    FOREIGN KEY (borough_id, stop_id) REFERENCES rounds_stop (borough_id, id)
);

CREATE INDEX doorstep_photo_age ON doorstep_photo (borough_id, added_at);

CREATE INDEX doorstep_photo_stop ON doorstep_photo (borough_id, stop_id);

CREATE TABLE doorstep_taken (
    borough_id TEXT        NOT NULL,
    stop_id    TEXT        NOT NULL,
    account    TEXT        NOT NULL,
    round_id   TEXT        NOT NULL, -- on which it was then
    taken_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, stop_id, account),
    FOREIGN KEY (borough_id, stop_id) REFERENCES rounds_stop (borough_id, id)
);

CREATE TABLE doorstep_unsettled (
    borough_id    TEXT        NOT NULL,
    outcome_key   TEXT        NOT NULL, -- names the saying, so that one sent twice is one
    stop_id       TEXT        NOT NULL,
    round_id      TEXT        NOT NULL, -- on which the driver had it
    neighbourhood TEXT        NOT NULL, -- of that round's plan
    account       TEXT        NOT NULL,
    account_name  TEXT        NOT NULL,
    outcome       TEXT        NOT NULL,
    received      TEXT        NOT NULL,
    note          TEXT        NOT NULL,
    concern       TEXT        NOT NULL,
    unopened      BOOLEAN     NOT NULL,
    said_at       TIMESTAMPTZ NOT NULL,
    sent_at       TIMESTAMPTZ NOT NULL,
    why           TEXT        NOT NULL, -- why it could not be taken, in words
    checked       BOOLEAN     NOT NULL, -- the person's check was begun or joined for it
    state         TEXT        NOT NULL, -- open, accepted, aside
    settled_at    TIMESTAMPTZ,
    settled_by    TEXT        NOT NULL,
    reason        TEXT        NOT NULL, -- why it was set aside
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, outcome_key),
    FOREIGN KEY (borough_id, stop_id) REFERENCES rounds_stop (borough_id, id)
);

CREATE INDEX doorstep_unsettled_open ON doorstep_unsettled (borough_id, neighbourhood, said_at) WHERE state = 'open';

CREATE TABLE duty_line (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    task_id    TEXT        NOT NULL,
    from_hub   TEXT        NOT NULL,
    night_on   TEXT        NOT NULL,
    opens_at   TIMESTAMPTZ NOT NULL,
    why        TEXT        NOT NULL,
    ask        TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    handed_by  TEXT        NOT NULL,
    taken_at   TIMESTAMPTZ,
    taken_by   TEXT        NOT NULL DEFAULT '',
    done_at    TIMESTAMPTZ,
    done_by    TEXT        NOT NULL DEFAULT '',
    outcome    TEXT        NOT NULL DEFAULT '',
    go_on      BOOLEAN     NOT NULL DEFAULT FALSE,
    closed_at  TIMESTAMPTZ,
    closed_by  TEXT        NOT NULL DEFAULT '',
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id)
);

CREATE INDEX duty_line_night ON duty_line (borough_id, night_on);

CREATE UNIQUE INDEX duty_line_once ON duty_line (borough_id, task_id) WHERE closed_at IS NULL;

CREATE TABLE factors_app (
    borough_id   TEXT        NOT NULL,
    account_id   TEXT        NOT NULL,
    secret       TEXT        NOT NULL,
    next_secret  TEXT        NOT NULL,
    last_step    BIGINT      NOT NULL,
    confirmed_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, account_id)
);

CREATE TABLE factors_ceremony (
    borough_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    asked      TEXT        NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);

CREATE TABLE factors_passkey (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    account_id    TEXT        NOT NULL,
    credential_id TEXT        NOT NULL,
    credential    TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    made_at       TIMESTAMPTZ NOT NULL,
    used_at       TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX factors_passkey_account ON factors_passkey (borough_id, account_id);

CREATE UNIQUE INDEX factors_passkey_credential ON factors_passkey (borough_id, credential_id);

CREATE TABLE factors_recovery (
    borough_id TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    code_hash  TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, account_id, code_hash)
);

CREATE TABLE fleet_bulk (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    number        TEXT        NOT NULL,
    what          TEXT        NOT NULL,
    depot         TEXT        NOT NULL,
    organisation_id TEXT      NOT NULL, -- '' goes to a place that is on no register
    to_name       TEXT        NOT NULL,
    to_address    TEXT        NOT NULL,
    postcode      TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    boxes         BIGINT      NOT NULL,
    grams         BIGINT      NOT NULL,
    chilled       BIGINT      NOT NULL,
    bags          BIGINT      NOT NULL,
    window_day    TEXT        NOT NULL,
    window_part   TEXT        NOT NULL,
    notes         TEXT        NOT NULL,
    state         TEXT        NOT NULL, -- as deliveries have it
    ready_at      TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    ended_at      TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, number)
);

CREATE INDEX fleet_bulk_state ON fleet_bulk (borough_id, state, neighbourhood, window_day);

CREATE TABLE fleet_roads (
    borough_id TEXT        NOT NULL,
    kind       TEXT        NOT NULL, -- 'table' or 'barriers'
    file       TEXT        NOT NULL, -- what it was called
    holds      TEXT        NOT NULL, -- in words
    body       TEXT        NOT NULL, -- in base64, as it was handed in
    hash       TEXT        NOT NULL, -- of the body
    at         TIMESTAMPTZ NOT NULL,
    by_account TEXT        NOT NULL,
    PRIMARY KEY (borough_id, kind)
);

CREATE TABLE fleet_shift (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    on_day        TEXT        NOT NULL,
    vehicle_id    TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    driver        TEXT        NOT NULL, -- the account, as whoever signs in has it
    driver_name   TEXT        NOT NULL,
    staff         BOOLEAN     NOT NULL, -- of the council's
    depot         TEXT        NOT NULL,
    from_at       TIMESTAMPTZ NOT NULL,
    until_at      TIMESTAMPTZ NOT NULL,
    breaks        TEXT        NOT NULL,
    ended_at      TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, vehicle_id) REFERENCES fleet_vehicle (borough_id, id)
);

CREATE INDEX fleet_shift_day ON fleet_shift (borough_id, on_day, from_at);

CREATE UNIQUE INDEX fleet_shift_once ON fleet_shift (borough_id, on_day, vehicle_id, from_at) WHERE ended_at IS NULL;

CREATE TABLE fleet_vehicle (
    borough_id    TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    depot         TEXT    NOT NULL,
    neighbourhood TEXT    NOT NULL, -- '' is everybody's
    boxes         BIGINT  NOT NULL,
    grams         BIGINT  NOT NULL,
    chilled       BIGINT  NOT NULL,
    bags          BIGINT  NOT NULL,
    skills        TEXT    NOT NULL,
    retired       BOOLEAN NOT NULL,
    version       BIGINT  NOT NULL, owner TEXT NOT NULL DEFAULT '', own_cost BOOLEAN NOT NULL DEFAULT FALSE, pence BIGINT NOT NULL DEFAULT 0, pence_km BIGINT NOT NULL DEFAULT 0, pence_hour BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX fleet_vehicle_owner ON fleet_vehicle (borough_id, owner) WHERE owner <> '';

CREATE TABLE food_batch (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    number      BIGINT      NOT NULL,
    made_at     TIMESTAMPTZ NOT NULL,
    made_by     TEXT        NOT NULL,
    lines       BIGINT      NOT NULL,
    total_pence BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, number)
);

CREATE TABLE food_invoice (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    order_id     TEXT        NOT NULL,
    number       TEXT        NOT NULL,
    record_id    TEXT        NOT NULL,
    bill_name    TEXT        NOT NULL,
    bill_address TEXT        NOT NULL,
    lines        TEXT        NOT NULL,
    total_pence  BIGINT      NOT NULL,
    delivered_on TEXT        NOT NULL,
    made_at      TIMESTAMPTZ NOT NULL,
    batch_id     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, order_id) REFERENCES food_order (borough_id, id)
);

CREATE INDEX food_invoice_batch ON food_invoice (borough_id, batch_id, made_at, id);

CREATE INDEX food_invoice_order ON food_invoice (borough_id, order_id, made_at, id);

CREATE TABLE food_item (
    borough_id TEXT   NOT NULL,
    order_id   TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    hamper     TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    quantity   BIGINT NOT NULL,
    pence      BIGINT NOT NULL,
    grams      BIGINT NOT NULL,
    packed     BIGINT NOT NULL,
    weighed    BIGINT NOT NULL,
    PRIMARY KEY (borough_id, order_id, position),
    FOREIGN KEY (borough_id, order_id) REFERENCES food_order (borough_id, id)
);

CREATE TABLE food_order (
    borough_id        TEXT        NOT NULL,
    id                TEXT        NOT NULL,
    number            TEXT        NOT NULL,
    need_id           TEXT        NOT NULL,
    request_id        TEXT        NOT NULL,
    record_id         TEXT        NOT NULL,
    task_id           TEXT        NOT NULL,
    neighbourhood     TEXT        NOT NULL,
    from_place        TEXT        NOT NULL,
    name              TEXT        NOT NULL,
    private           BOOLEAN     NOT NULL,
    adults            BIGINT      NOT NULL,
    children          BIGINT      NOT NULL,
    babies            BIGINT      NOT NULL,
    options           TEXT        NOT NULL,
    diet_note         TEXT        NOT NULL,
    chosen            TEXT        NOT NULL,
    kind              TEXT        NOT NULL,
    total_pence       BIGINT      NOT NULL,
    bill_name         TEXT        NOT NULL,
    bill_address      TEXT        NOT NULL,
    collect           BOOLEAN     NOT NULL,
    window_day        TEXT        NOT NULL,
    window_part       TEXT        NOT NULL,
    door_note         TEXT        NOT NULL,
    state             TEXT        NOT NULL,
    boxes             BIGINT      NOT NULL,
    ordered_at        TIMESTAMPTZ NOT NULL,
    ordered_by        TEXT        NOT NULL,
    packed_at         TIMESTAMPTZ,
    packed_by         TEXT        NOT NULL,
    out_at            TIMESTAMPTZ,
    ended_at          TIMESTAMPTZ,
    reason            TEXT        NOT NULL,
    blueprint_version TEXT        NOT NULL,
    idempotency_key   TEXT        NOT NULL,
    version           BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, number),
    UNIQUE (borough_id, idempotency_key),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);

CREATE INDEX food_order_ended ON food_order (borough_id, ended_at, neighbourhood, kind) WHERE state = 'delivered';

CREATE INDEX food_order_latest ON food_order (borough_id, ordered_at, id);

CREATE INDEX food_order_need ON food_order (borough_id, need_id);

CREATE INDEX food_order_state ON food_order (borough_id, state, ordered_at, id);

CREATE TABLE food_voucher (
    borough_id      TEXT        NOT NULL,
    number          TEXT        NOT NULL,
    task_id         TEXT        NOT NULL,
    need_id         TEXT        NOT NULL,
    neighbourhood   TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    given_at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, number),
    UNIQUE (borough_id, task_id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id)
);

CREATE INDEX food_voucher_latest ON food_voucher (borough_id, given_at, number);

CREATE TABLE heads_head (
    borough_id TEXT        NOT NULL,
    day        TEXT        NOT NULL,
    seq        BIGINT      NOT NULL,
    chain      TEXT        NOT NULL,
    signed_at  TIMESTAMPTZ NOT NULL,
    public_key TEXT        NOT NULL,
    signature  TEXT        NOT NULL,
    sent_at    TIMESTAMPTZ, -- to the folder, and by mail where an address is named
    PRIMARY KEY (borough_id, day)
);

CREATE TABLE households_care (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    carer_id     TEXT        NOT NULL,
    cared_id     TEXT        NOT NULL,
    does         TEXT        NOT NULL,
    backup       TEXT        NOT NULL,
    ring         TEXT        NOT NULL,
    cannot_since TEXT,
    since        TIMESTAMPTZ NOT NULL,
    added_by     TEXT        NOT NULL,
    until        TIMESTAMPTZ,
    closed_by    TEXT        NOT NULL,
    version      BIGINT      NOT NULL,
    changed_at   TIMESTAMPTZ NOT NULL,
    changed_by   TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, carer_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, cared_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX households_care_cared ON households_care (borough_id, cared_id);

CREATE UNIQUE INDEX households_care_open ON households_care (borough_id, carer_id, cared_id) WHERE until IS NULL;

CREATE TABLE households_helper (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    relation   TEXT        NOT NULL,
    phone      TEXT        NOT NULL,
    does       TEXT        NOT NULL,
    may_ring   BOOLEAN     NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    added_by   TEXT        NOT NULL,
    until      TIMESTAMPTZ,
    closed_by  TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    changed_by TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX households_helper_record ON households_helper (borough_id, record_id);

CREATE TABLE households_household (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    floor      TEXT        NOT NULL,
    lift       TEXT        NOT NULL,
    no_stairs  BOOLEAN     NOT NULL,
    entry      TEXT        NOT NULL,
    pets       TEXT        NOT NULL,
    delivery   TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    changed_by TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE TABLE households_member (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    household_id TEXT        NOT NULL,
    record_id    TEXT        NOT NULL,
    relation     TEXT        NOT NULL,
    since        TIMESTAMPTZ NOT NULL,
    added_by     TEXT        NOT NULL,
    until        TIMESTAMPTZ,
    closed_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, household_id) REFERENCES households_household (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX households_member_household ON households_member (borough_id, household_id);

CREATE UNIQUE INDEX households_member_open ON households_member (borough_id, record_id) WHERE until IS NULL;

CREATE TABLE households_silence (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    about_id   TEXT        NOT NULL,
    from_id    TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    said_by    TEXT        NOT NULL,
    until      TIMESTAMPTZ,
    closed_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, about_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, from_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX households_silence_from ON households_silence (borough_id, from_id);

CREATE UNIQUE INDEX households_silence_open ON households_silence (borough_id, about_id, from_id) WHERE until IS NULL;

CREATE TABLE identity_passed (
    borough_id TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    other_id   TEXT        NOT NULL,
    account    TEXT        NOT NULL,
    passed_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, record_id, other_id, account),
    FOREIGN KEY (borough_id, record_id, other_id) REFERENCES people_likeness (borough_id, record_id, other_id)
);

CREATE TABLE imports_run (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    kind        TEXT        NOT NULL,
    name        TEXT        NOT NULL,
    hash        TEXT        NOT NULL,
    state       TEXT        NOT NULL, -- running, finished, failed
    holder      TEXT        NOT NULL, -- which program runs it
    mark        TEXT        NOT NULL, -- what the importer needs to go on
    done        BIGINT      NOT NULL, -- rows behind it
    added       BIGINT      NOT NULL,
    changed     BIGINT      NOT NULL,
    unchanged   BIGINT      NOT NULL,
    rejected    BIGINT      NOT NULL,
    note        TEXT        NOT NULL,
    actor       TEXT        NOT NULL,
    started_at  TIMESTAMPTZ NOT NULL,
    touched_at  TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX imports_run_file ON imports_run (borough_id, kind, hash, started_at);

CREATE TABLE intake_arrival (
    borough_id      TEXT        NOT NULL,
    request_id      TEXT        NOT NULL,
    place           TEXT        NOT NULL,
    source          TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    organisation    TEXT        NOT NULL,
    referrer        TEXT        NOT NULL,
    referrer_role   TEXT        NOT NULL,
    referrer_phone  TEXT        NOT NULL,
    agrees          TEXT        NOT NULL,
    arrived_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, request_id)
);

CREATE INDEX intake_arrival_organisation ON intake_arrival (borough_id, organisation_id, arrived_at);

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
    version      BIGINT      NOT NULL, setting TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL DEFAULT 'phone', place TEXT NOT NULL DEFAULT '', registration_id TEXT NOT NULL DEFAULT '', seen_at TIMESTAMPTZ, seen_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX intake_call_agent ON intake_call (borough_id, agent, state, touched_at);

CREATE INDEX intake_call_ended ON intake_call (borough_id, ended_at);

CREATE INDEX intake_call_record ON intake_call (borough_id, record_id, touched_at);

CREATE INDEX intake_call_state ON intake_call (borough_id, state, touched_at);

CREATE INDEX intake_call_unsafe ON intake_call (borough_id, ended_at) WHERE outcome = 'safe-exit' AND seen_at IS NULL;

CREATE TABLE intake_enquiry (
    borough_id      TEXT        NOT NULL,
    id              TEXT        NOT NULL,
    idempotency_key TEXT        NOT NULL,
    subject         TEXT        NOT NULL,
    channel         TEXT        NOT NULL,
    place           TEXT        NOT NULL,
    neighbourhood   TEXT        NOT NULL,
    counted_by      TEXT        NOT NULL,
    counted_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX intake_enquiry_at ON intake_enquiry (borough_id, counted_at, id);

CREATE INDEX intake_enquiry_by ON intake_enquiry (borough_id, counted_by, counted_at);

CREATE UNIQUE INDEX intake_enquiry_key ON intake_enquiry (borough_id, idempotency_key);

CREATE TABLE intake_registration (
    borough_id       TEXT        NOT NULL,
    id               TEXT        NOT NULL,
    reference        TEXT        NOT NULL,
    code_hash        TEXT        NOT NULL,
    idempotency_key  TEXT        NOT NULL,
    body_hash        TEXT        NOT NULL,
    record_id        TEXT        NOT NULL,
    channel          TEXT        NOT NULL,
    place            TEXT        NOT NULL,
    neighbourhood    TEXT        NOT NULL,
    blueprint        TEXT        NOT NULL,
    answers          TEXT        NOT NULL,
    agreed           BOOLEAN     NOT NULL,
    agreement_at     TIMESTAMPTZ NOT NULL,
    agreement_source TEXT        NOT NULL,
    registered_at    TIMESTAMPTZ NOT NULL,
    ended_at         TIMESTAMPTZ,
    version          BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX intake_registration_at ON intake_registration (borough_id, registered_at, id);

CREATE UNIQUE INDEX intake_registration_key ON intake_registration (borough_id, idempotency_key);

CREATE INDEX intake_registration_record ON intake_registration (borough_id, record_id);

CREATE UNIQUE INDEX intake_registration_reference ON intake_registration (borough_id, reference);

CREATE TABLE journal_cursor (
    borough_id TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    seq        BIGINT NOT NULL,
    PRIMARY KEY (borough_id, name)
);

CREATE TABLE journal_entry (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    actor      TEXT        NOT NULL,
    purpose    TEXT        NOT NULL,
    verb       TEXT        NOT NULL,
    topic      TEXT        NOT NULL,
    subject    TEXT        NOT NULL, -- the record id of a person, or ''
    objects    TEXT        NOT NULL, -- JSON
    data       TEXT        NOT NULL, -- JSON
    mac        TEXT        NOT NULL, -- over all of the above, with a key kept elsewhere
    seq        BIGINT,
    chain      TEXT,                 -- over the chain of the entry before, seq and mac
    redaction  TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX journal_entry_actor ON journal_entry (borough_id, actor, id);

CREATE UNIQUE INDEX journal_entry_sealed ON journal_entry (borough_id, seq) WHERE seq IS NOT NULL;

CREATE INDEX journal_entry_subject ON journal_entry (borough_id, subject, id) WHERE subject <> '';

CREATE INDEX journal_entry_unsealed ON journal_entry (borough_id, id) WHERE seq IS NULL;

CREATE TABLE journal_head (
    borough_id TEXT   NOT NULL,
    seq        BIGINT NOT NULL,
    chain      TEXT   NOT NULL,
    mac        TEXT   NOT NULL,
    PRIMARY KEY (borough_id)
);

CREATE TABLE keeping_item (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    kind       TEXT        NOT NULL, -- held, ended
    rule       TEXT        NOT NULL, -- of keeping.yaml, or a data asset
    row_id     TEXT        NOT NULL, -- the row held, or the day the basis ended
    record_id  TEXT        NOT NULL,
    why        TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    decision   TEXT        NOT NULL, -- gone, over, renewed
    said       TEXT        NOT NULL,
    decided_by TEXT        NOT NULL,
    decided_at TIMESTAMPTZ,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX keeping_item_once ON keeping_item (borough_id, rule, row_id);

CREATE TABLE keeping_purge (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    rule       TEXT        NOT NULL, -- of keeping.yaml, or asset: and a data asset
    blueprint  TEXT        NOT NULL, -- version in which the rule stood
    ran_at     TIMESTAMPTZ NOT NULL,
    before_at  TIMESTAMPTZ,
    before_id  TEXT        NOT NULL,
    rows_gone  BIGINT      NOT NULL,
    rows_kept  BIGINT      NOT NULL,
    hash       TEXT        NOT NULL, -- over the ids of the rows that went
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX keeping_purge_rule ON keeping_purge (borough_id, rule, before_at);

CREATE TABLE levels_decision (
    borough_id  TEXT        NOT NULL,
    number      BIGINT      NOT NULL,
    place       TEXT        NOT NULL,
    level       TEXT        NOT NULL,
    was         TEXT        NOT NULL,
    reason      TEXT        NOT NULL,
    proposal_id TEXT        NOT NULL,
    decided_at  TIMESTAMPTZ NOT NULL,
    decided_by  TEXT        NOT NULL,
    by_name     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, number)
);

CREATE TABLE levels_proposal (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    place       TEXT        NOT NULL,
    level       TEXT        NOT NULL,
    cause       TEXT        NOT NULL, -- id of the trigger
    why         TEXT        NOT NULL,
    proposed_at TIMESTAMPTZ NOT NULL,
    state       TEXT        NOT NULL, -- open, accepted, declined, lapsed
    settled_at  TIMESTAMPTZ,
    settled_by  TEXT        NOT NULL,
    settled_why TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX levels_proposal_open ON levels_proposal (borough_id, place, cause) WHERE state = 'open';

CREATE TABLE levels_tick (
    borough_id TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    item       TEXT        NOT NULL,
    ticked_at  TIMESTAMPTZ NOT NULL,
    ticked_by  TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, number, item),
    FOREIGN KEY (borough_id, number) REFERENCES levels_decision (borough_id, number)
);

CREATE TABLE lists_handed (
    borough_id TEXT        NOT NULL,
    asset_id   TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    team       TEXT        NOT NULL,
    purpose    TEXT        NOT NULL, -- reach, check, box
    state      TEXT        NOT NULL, -- waiting, begun, joined, refused
    why        TEXT        NOT NULL,
    run_id     TEXT        NOT NULL,
    handed_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    done_at    TIMESTAMPTZ, version_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, asset_id, record_id, purpose),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX lists_handed_state ON lists_handed (borough_id, state, handed_at);

CREATE TABLE lists_part (
    borough_id TEXT   NOT NULL,
    version_id TEXT   NOT NULL,
    part       BIGINT NOT NULL,
    cells      TEXT   NOT NULL,
    PRIMARY KEY (borough_id, version_id, part),
    FOREIGN KEY (borough_id, version_id) REFERENCES lists_version (borough_id, id)
);

CREATE TABLE lists_profile (
    borough_id TEXT        NOT NULL,
    headers    TEXT        NOT NULL, -- their hash
    asset_id   TEXT        NOT NULL,
    profile    TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    columns    TEXT        NOT NULL,
    saved_by   TEXT        NOT NULL,
    saved_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, headers)
);

CREATE TABLE lists_row (
    borough_id TEXT    NOT NULL,
    version_id TEXT    NOT NULL,
    number     BIGINT  NOT NULL, -- as a spreadsheet counts; below 0: of the version before, and not in this one
    row_key    TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    standing   TEXT    NOT NULL,
    entry      TEXT    NOT NULL,
    remarks    TEXT    NOT NULL,
    why        TEXT    NOT NULL,
    match      TEXT    NOT NULL,
    record_id  TEXT    NOT NULL,
    kept_back  BOOLEAN NOT NULL,
    found      TEXT    NOT NULL, touch TEXT NOT NULL DEFAULT '', touch_why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, version_id, number),
    FOREIGN KEY (borough_id, version_id) REFERENCES lists_version (borough_id, id)
);

CREATE INDEX lists_row_key ON lists_row (borough_id, row_key);

CREATE INDEX lists_row_match ON lists_row (borough_id, version_id, match, number);

CREATE INDEX lists_row_record ON lists_row (borough_id, record_id);

CREATE INDEX lists_row_standing ON lists_row (borough_id, version_id, standing, number);

CREATE INDEX lists_row_touch ON lists_row (borough_id, version_id, touch, number);

CREATE TABLE lists_version (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    asset_id   TEXT        NOT NULL,
    profile    TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    handed_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    columns    TEXT        NOT NULL,
    preamble   BIGINT      NOT NULL,
    row_count  BIGINT      NOT NULL,
    done       BIGINT      NOT NULL,
    counts     TEXT        NOT NULL,
    against_id TEXT        NOT NULL,
    load_id    TEXT        NOT NULL,
    note       TEXT        NOT NULL,
    on_by      TEXT        NOT NULL,
    on_at      TIMESTAMPTZ,
    number     BIGINT      NOT NULL, passed TEXT NOT NULL DEFAULT '', stands TEXT NOT NULL DEFAULT '{}', moved_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX lists_version_asset ON lists_version (borough_id, asset_id, state);

CREATE INDEX lists_version_handed ON lists_version (borough_id, handed_at);

CREATE TABLE matching_hours (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    task_id      TEXT        NOT NULL, -- '' for time that was for no one task
    minutes      BIGINT      NOT NULL,
    on_day       TEXT        NOT NULL,
    said_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE INDEX matching_hours_of ON matching_hours (borough_id, volunteer_id, on_day);

CREATE UNIQUE INDEX matching_hours_once ON matching_hours (borough_id, volunteer_id, task_id) WHERE task_id <> '';

CREATE INDEX matching_hours_said ON matching_hours (borough_id, said_at);

CREATE TABLE matching_note (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    volunteer_id  TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    task_id       TEXT        NOT NULL, -- '' for none
    kind          TEXT        NOT NULL, -- said (by the volunteer), thanks (to the volunteer)
    words         TEXT        NOT NULL,
    said_at       TIMESTAMPTZ NOT NULL,
    said_by       TEXT        NOT NULL,
    read_at       TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE INDEX matching_note_of ON matching_note (borough_id, volunteer_id, said_at);

CREATE INDEX matching_note_unread ON matching_note (borough_id, neighbourhood, said_at) WHERE read_at IS NULL;

CREATE TABLE matching_offer (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    volunteer_id  TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    state         TEXT        NOT NULL, -- offered, accepted, declined, lapsed, withdrawn
    reach         TEXT        NOT NULL,
    metres        BIGINT      NOT NULL, -- -1 when it is not known
    on_day        TEXT,
    part          BIGINT      NOT NULL,
    made_at       TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    until_at      TIMESTAMPTZ NOT NULL,
    answered_at   TIMESTAMPTZ,
    reason        TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE INDEX matching_offer_of ON matching_offer (borough_id, volunteer_id, state, made_at);

CREATE UNIQUE INDEX matching_offer_once ON matching_offer (borough_id, task_id, volunteer_id);

CREATE INDEX matching_offer_until ON matching_offer (borough_id, until_at) WHERE state = 'offered';

CREATE TABLE matching_plan (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL, -- '' is the whole borough
    made_at       TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    applied_at    TIMESTAMPTZ,
    body          TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX matching_plan_made ON matching_plan (borough_id, made_by, made_at);

CREATE TABLE matching_search (
    borough_id    TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    state         TEXT        NOT NULL, -- looking, taken, nobody, stopped
    reach         TEXT        NOT NULL, -- how far it has gone: nearest, neighbourhood, borough
    began_at      TIMESTAMPTZ NOT NULL,
    began_by      TEXT        NOT NULL,
    alerted_at    TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, task_id),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id)
);

CREATE INDEX matching_search_state ON matching_search (borough_id, state, began_at);

CREATE TABLE measures_cell (
    borough_id TEXT   NOT NULL,
    span       TEXT   NOT NULL, -- day, week, four (weeks), all (since the beginning)
    from_day   TEXT   NOT NULL, -- its first day; of all, the day before which it ends
    measure    TEXT   NOT NULL,
    place      TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    value      BIGINT NOT NULL,
    made_of    BIGINT NOT NULL, -- rows
    PRIMARY KEY (borough_id, span, from_day, measure, place, kind)
);

CREATE TABLE measures_outside (
    borough_id TEXT        NOT NULL,
    figure     TEXT        NOT NULL,
    as_at      TEXT        NOT NULL, -- the last day it counts
    version    BIGINT      NOT NULL,
    value      BIGINT      NOT NULL,
    baseline   BIGINT,               -- what it was before, to compare with
    source     TEXT        NOT NULL,
    gone       BOOLEAN     NOT NULL,
    typed_by   TEXT        NOT NULL,
    typed_name TEXT        NOT NULL,
    typed_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, figure, as_at, version)
);

CREATE TABLE measures_stretch (
    borough_id TEXT        NOT NULL,
    span       TEXT        NOT NULL,
    from_day   TEXT        NOT NULL,
    until_at   TIMESTAMPTZ NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, span, from_day)
);

CREATE TABLE medicines_prescription (
    borough_id     TEXT        NOT NULL,
    id             TEXT        NOT NULL,
    need_id        TEXT        NOT NULL,
    request_id     TEXT        NOT NULL,
    record_id      TEXT        NOT NULL,
    task_id        TEXT        NOT NULL,
    pharmacy       TEXT        NOT NULL,
    pharmacy_phone TEXT        NOT NULL,
    ready_on       TEXT,
    ready_note     TEXT        NOT NULL,
    payment        TEXT        NOT NULL,
    proof          TEXT        NOT NULL,
    note           TEXT        NOT NULL,
    controlled     TEXT        NOT NULL,
    said_by        TEXT        NOT NULL,
    said_at        TIMESTAMPTZ,
    heard_by       TEXT        NOT NULL,
    state          TEXT        NOT NULL,
    fetched        TEXT        NOT NULL,
    handed         TEXT        NOT NULL,
    returned       TEXT        NOT NULL,
    opened_at      TIMESTAMPTZ NOT NULL,
    version        BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, need_id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);

CREATE TABLE messages_inbound (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    carrier_id    TEXT        NOT NULL,
    from_number   TEXT        NOT NULL,
    body          TEXT        NOT NULL,
    meaning       TEXT        NOT NULL,
    record_id     TEXT,
    neighbourhood TEXT        NOT NULL,
    received_at   TIMESTAMPTZ NOT NULL,
    read_at       TIMESTAMPTZ,
    read_by       TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE UNIQUE INDEX messages_inbound_once ON messages_inbound (borough_id, carrier_id);

CREATE INDEX messages_inbound_record ON messages_inbound (borough_id, record_id, received_at);

CREATE INDEX messages_inbound_unread ON messages_inbound (borough_id, read_at, received_at);

CREATE TABLE "messages_outbox" (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    record_id     TEXT,
    neighbourhood TEXT        NOT NULL,
    purpose       TEXT        NOT NULL,
    templates     TEXT        NOT NULL,
    channels      TEXT        NOT NULL,
    about_kind    TEXT        NOT NULL,
    about_id      TEXT        NOT NULL,
    fields        TEXT        NOT NULL,
    dedupe_key    TEXT        NOT NULL,
    reply         BOOLEAN     NOT NULL,
    restricted    BOOLEAN     NOT NULL,
    queued_by     TEXT        NOT NULL,
    queued_at     TIMESTAMPTZ NOT NULL,
    not_after     TIMESTAMPTZ,
    state         TEXT        NOT NULL,
    next_at       TIMESTAMPTZ NOT NULL,
    claimed_until TIMESTAMPTZ,
    attempts      BIGINT      NOT NULL,
    round         BIGINT      NOT NULL,
    unclear       BOOLEAN     NOT NULL,
    tried         TEXT        NOT NULL,
    channel       TEXT        NOT NULL,
    template      TEXT        NOT NULL,
    language      TEXT        NOT NULL,
    carrier       TEXT        NOT NULL,
    carrier_id    TEXT        NOT NULL,
    sent_at       TIMESTAMPTZ,
    settled_at    TIMESTAMPTZ,
    reason        TEXT        NOT NULL,
    subject       TEXT        NOT NULL,
    body          TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    to_kind       TEXT        NOT NULL DEFAULT '',
    to_id         TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX messages_outbox_due ON messages_outbox (borough_id, state, next_at);

CREATE UNIQUE INDEX messages_outbox_once ON messages_outbox (borough_id, dedupe_key);

CREATE INDEX messages_outbox_record ON messages_outbox (borough_id, record_id, queued_at);

CREATE INDEX messages_outbox_sent ON messages_outbox (borough_id, sent_at);

CREATE INDEX messages_outbox_to ON messages_outbox (borough_id, to_kind, to_id, queued_at);

CREATE TABLE messages_stopped (
    borough_id TEXT        NOT NULL,
    number     TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, number)
);

CREATE TABLE needs_handed (
    borough_id TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    from_hub   TEXT        NOT NULL,
    to_hub     TEXT        NOT NULL,
    reason     TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    handed_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, request_id, version),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);

CREATE TABLE needs_need (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    request_id    TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    category      TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    route         TEXT        NOT NULL,
    priority      TEXT        NOT NULL,
    straight_to   TEXT        NOT NULL,
    decision      TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    outcome       TEXT        NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    opened_at     TIMESTAMPTZ NOT NULL,
    closed_at     TIMESTAMPTZ,
    version       BIGINT      NOT NULL, guarded BOOLEAN NOT NULL DEFAULT FALSE, start_on TEXT,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);

CREATE INDEX needs_need_opened ON needs_need (borough_id, opened_at, neighbourhood, category, guarded);

CREATE INDEX needs_need_request ON needs_need (borough_id, request_id);

CREATE TABLE needs_request (
    borough_id        TEXT        NOT NULL,
    id                TEXT        NOT NULL,
    reference         TEXT        NOT NULL,
    channel           TEXT        NOT NULL,
    record_id         TEXT        NOT NULL,
    asker_name        TEXT        NOT NULL,
    asker_relation    TEXT        NOT NULL,
    asker_phone       TEXT        NOT NULL,
    own_words         TEXT        NOT NULL,
    answers           TEXT        NOT NULL,
    blueprint_version TEXT        NOT NULL,
    idempotency_key   TEXT        NOT NULL,
    body_hash         TEXT        NOT NULL,
    code_hash         TEXT        NOT NULL,
    neighbourhood     TEXT        NOT NULL,
    routing_rule      TEXT        NOT NULL,
    routing_source    TEXT        NOT NULL,
    check_by_hand     BOOLEAN     NOT NULL,
    state             TEXT        NOT NULL,
    priority          TEXT        NOT NULL,
    received_at       TIMESTAMPTZ NOT NULL,
    accept_by         TIMESTAMPTZ NOT NULL,
    accepted_at       TIMESTAMPTZ,
    accepted_by       TEXT        NOT NULL,
    first_contact_due TIMESTAMPTZ NOT NULL,
    first_contact_at  TIMESTAMPTZ,
    refused_reason    TEXT        NOT NULL,
    closed_at         TIMESTAMPTZ,
    version           BIGINT      NOT NULL, contact_waived BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX needs_request_accept ON needs_request (borough_id, accept_by, id) WHERE state = 'received';

CREATE INDEX needs_request_contacted ON needs_request (borough_id, first_contact_at, neighbourhood, received_at)
    WHERE first_contact_at IS NOT NULL;

CREATE INDEX needs_request_hood ON needs_request (borough_id, neighbourhood, received_at, id);

CREATE UNIQUE INDEX needs_request_key ON needs_request (borough_id, idempotency_key);

CREATE INDEX needs_request_received ON needs_request (borough_id, received_at, neighbourhood, channel);

CREATE INDEX needs_request_record ON needs_request (borough_id, record_id);

CREATE UNIQUE INDEX needs_request_reference ON needs_request (borough_id, reference);

CREATE INDEX needs_request_waiting ON needs_request (borough_id, neighbourhood) WHERE state = 'received';

CREATE TABLE needs_said (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    said_key   TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    words      TEXT        NOT NULL,
    said_by    TEXT        NOT NULL,
    said_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);

CREATE UNIQUE INDEX needs_said_key ON needs_said (borough_id, request_id, said_key);

CREATE TABLE needs_setting (
    borough_id      TEXT NOT NULL,
    request_id      TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    PRIMARY KEY (borough_id, request_id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);

CREATE INDEX needs_setting_organisation ON needs_setting (borough_id, organisation_id);

CREATE TABLE needs_stand (
    borough_id       TEXT        NOT NULL,
    request_id       TEXT        NOT NULL,
    version          BIGINT      NOT NULL,
    neighbourhood    TEXT        NOT NULL,
    state            TEXT        NOT NULL,
    priority         TEXT        NOT NULL,
    accepted_by      TEXT        NOT NULL,
    first_contact_at TIMESTAMPTZ,
    said             BOOLEAN     NOT NULL,
    changed_at       TIMESTAMPTZ NOT NULL,
    changed_by       TEXT        NOT NULL,
    reason           TEXT        NOT NULL,
    PRIMARY KEY (borough_id, request_id, version),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);

CREATE TABLE needs_version (
    borough_id    TEXT        NOT NULL,
    need_id       TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    neighbourhood TEXT        NOT NULL,
    priority      TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    start_on      TEXT,
    changed_at    TIMESTAMPTZ NOT NULL,
    changed_by    TEXT        NOT NULL,
    reason        TEXT        NOT NULL, route TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, need_id, version),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);

CREATE TABLE opendata_publication (
    borough_id   TEXT        NOT NULL,
    week         TEXT        NOT NULL, -- its Monday
    published_at TIMESTAMPTZ NOT NULL,
    body         TEXT        NOT NULL,
    PRIMARY KEY (borough_id, week)
);

CREATE TABLE organisations_count (
    borough_id      TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    day             TEXT        NOT NULL,
    given           BIGINT      NOT NULL,
    note            TEXT        NOT NULL,
    said_at         TIMESTAMPTZ NOT NULL,
    said_by         TEXT        NOT NULL,
    PRIMARY KEY (borough_id, organisation_id, day),
    FOREIGN KEY (borough_id, organisation_id) REFERENCES organisations_organisation (borough_id, id)
);

CREATE INDEX organisations_count_day ON organisations_count (borough_id, day);

CREATE TABLE organisations_organisation (
    borough_id    TEXT   NOT NULL,
    id            TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    neighbourhood TEXT   NOT NULL,
    serves        TEXT   NOT NULL,
    phone         TEXT   NOT NULL,
    email         TEXT   NOT NULL,
    standing      TEXT   NOT NULL,
    standing_note TEXT   NOT NULL,
    standing_at   TIMESTAMPTZ,
    version       BIGINT NOT NULL, headcount BIGINT NOT NULL DEFAULT 0, lead_name TEXT NOT NULL DEFAULT '', lead_phone TEXT NOT NULL DEFAULT '', opening TEXT NOT NULL DEFAULT '', postcode TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX organisations_organisation_name ON organisations_organisation (borough_id, name);

CREATE TABLE outreach_list (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL, -- of the file
    from_list  TEXT        NOT NULL, -- the list of contacts.yaml
    hash       TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- reading, draft, begun, done
    handed_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    begun_by   TEXT        NOT NULL,
    begun_at   TIMESTAMPTZ,
    done_at    TIMESTAMPTZ, columns TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX outreach_list_hash ON outreach_list (borough_id, hash);

CREATE INDEX outreach_list_state ON outreach_list (borough_id, state, handed_at);

CREATE TABLE outreach_row (
    borough_id TEXT        NOT NULL,
    list_id    TEXT        NOT NULL,
    number     BIGINT      NOT NULL, -- as a spreadsheet counts
    row_key    TEXT        NOT NULL,
    cells      TEXT        NOT NULL,
    said       TEXT        NOT NULL,
    standing   TEXT        NOT NULL,
    why        TEXT        NOT NULL,
    found      TEXT        NOT NULL,
    same_as    BIGINT      NOT NULL, -- an earlier row of the same person; 0 none
    record_id  TEXT        NOT NULL,
    kept_back  BOOLEAN     NOT NULL, -- the person is kept from whoever handed the list in
    run_id     TEXT        NOT NULL,
    done_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, list_id, number),
    FOREIGN KEY (borough_id, list_id) REFERENCES outreach_list (borough_id, id)
);

CREATE INDEX outreach_row_standing ON outreach_row (borough_id, list_id, standing, number);

CREATE TABLE outreach_taken (
    borough_id TEXT        NOT NULL,
    row_key    TEXT        NOT NULL,
    list_id    TEXT        NOT NULL,
    taken_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, row_key)
);

CREATE TABLE paper_line (
    borough_id    TEXT        NOT NULL,
    pack_id       TEXT        NOT NULL,
    number        BIGINT      NOT NULL,
    record_id     TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    seen_version  BIGINT      NOT NULL,
    addressed     BOOLEAN     NOT NULL,
    outcome       TEXT        NOT NULL DEFAULT '',
    happened_at   TIMESTAMPTZ,
    entered_at    TIMESTAMPTZ,
    entered_by    TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, pack_id, number),
    FOREIGN KEY (borough_id, pack_id) REFERENCES paper_pack (borough_id, id)
);

CREATE INDEX paper_line_record ON paper_line (borough_id, record_id);

CREATE TABLE paper_pack (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    on_day        TEXT        NOT NULL,
    slot          TEXT        NOT NULL,
    made_at       TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    lines         BIGINT      NOT NULL,
    left_off      BIGINT      NOT NULL,
    pages         BIGINT      NOT NULL,
    file          TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX paper_pack_day ON paper_pack (borough_id, on_day);

CREATE UNIQUE INDEX paper_pack_once ON paper_pack (borough_id, neighbourhood, on_day, slot);

CREATE TABLE papers_residual (
    borough_id TEXT        NOT NULL,
    risk       TEXT        NOT NULL, -- id of a risk that the program declares
    likelihood TEXT        NOT NULL, -- low, medium, high
    harm       TEXT        NOT NULL, -- low, medium, high
    note       TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    changed_by TEXT        NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, risk)
);

CREATE TABLE papers_signing (
    borough_id TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    outcome    TEXT        NOT NULL, -- accepted, with-conditions, to-ask
    advice     TEXT        NOT NULL,
    declared   TEXT        NOT NULL, -- JSON, keys and what each said
    signed_by  TEXT        NOT NULL,
    signed_at  TIMESTAMPTZ NOT NULL, views TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, number)
);

CREATE TABLE people_likeness (
    borough_id TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    other_id   TEXT        NOT NULL,
    percent    BIGINT      NOT NULL,
    reasons    TEXT        NOT NULL,
    verdict    TEXT        NOT NULL,
    decided_by TEXT        NOT NULL,
    decided_at TIMESTAMPTZ,
    noticed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, record_id, other_id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, other_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX people_likeness_decided ON people_likeness (borough_id, decided_at) WHERE verdict <> '';

CREATE INDEX people_likeness_open ON people_likeness (borough_id, percent) WHERE verdict = '';

CREATE INDEX people_likeness_other ON people_likeness (borough_id, other_id);

CREATE TABLE people_membership (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    person_id  TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    joined_by  TEXT        NOT NULL,
    until      TIMESTAMPTZ,
    parted_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, person_id) REFERENCES people_record (borough_id, id)
);

CREATE UNIQUE INDEX people_membership_open ON people_membership (borough_id, record_id) WHERE until IS NULL;

CREATE INDEX people_membership_person ON people_membership (borough_id, person_id);

CREATE TABLE people_merge (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    kept_id    TEXT        NOT NULL,
    moved_id   TEXT        NOT NULL,
    merged_at  TIMESTAMPTZ NOT NULL,
    merged_by  TEXT        NOT NULL,
    undone_at  TIMESTAMPTZ,
    undone_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, kept_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, moved_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX people_merge_at ON people_merge (borough_id, merged_at);

CREATE INDEX people_merge_kept ON people_merge (borough_id, kept_id, merged_at) WHERE undone_at IS NULL;

CREATE TABLE people_merged (
    borough_id    TEXT    NOT NULL,
    merge_id      TEXT    NOT NULL,
    record_id     TEXT    NOT NULL,
    moved         BOOLEAN NOT NULL, -- of the person who was joined to the other
    membership_id TEXT    NOT NULL, -- what said until then whose it is; '' when it was a first record
    labels        TEXT    NOT NULL,
    restricted    BOOLEAN NOT NULL,
    changed_by    TEXT    NOT NULL,
    changed_at    TIMESTAMPTZ,
    version       BIGINT  NOT NULL,
    then_labels   TEXT    NOT NULL, -- right after
    then_version  BIGINT  NOT NULL,
    PRIMARY KEY (borough_id, merge_id, record_id),
    FOREIGN KEY (borough_id, merge_id) REFERENCES people_merge (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX people_merged_record ON people_merged (borough_id, record_id);

CREATE TABLE people_note (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    said       TEXT        NOT NULL,
    health     BOOLEAN     NOT NULL,
    written_by TEXT        NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX people_note_record ON people_note (borough_id, record_id, written_at);

CREATE TABLE people_record (
    borough_id     TEXT        NOT NULL,
    id             TEXT        NOT NULL,
    given_names    TEXT        NOT NULL,
    family_name    TEXT        NOT NULL,
    birth_date     TEXT,
    phone          TEXT        NOT NULL,
    email          TEXT        NOT NULL,
    line1          TEXT        NOT NULL,
    line2          TEXT        NOT NULL,
    town           TEXT        NOT NULL,
    postcode       TEXT        NOT NULL,
    uprn           TEXT        NOT NULL,
    neighbourhood  TEXT        NOT NULL,
    routing_rule   TEXT        NOT NULL,
    routing_source TEXT        NOT NULL,
    check_by_hand  BOOLEAN     NOT NULL,
    language       TEXT        NOT NULL,
    interpreter    BOOLEAN     NOT NULL,
    safe_contact   TEXT        NOT NULL,
    source         TEXT        NOT NULL,
    added_at       TIMESTAMPTZ NOT NULL,
    version        BIGINT      NOT NULL, details TEXT NOT NULL DEFAULT '', changed_by TEXT NOT NULL DEFAULT '', changed_at TIMESTAMPTZ, labels TEXT NOT NULL DEFAULT '', restricted BOOLEAN NOT NULL DEFAULT FALSE, list_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE TABLE people_search (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    account    TEXT        NOT NULL,
    terms      TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX people_search_made ON people_search (borough_id, made_at);

CREATE TABLE people_sounds (
    borough_id TEXT    NOT NULL,
    reached    TEXT    NOT NULL,
    done       BOOLEAN NOT NULL,
    PRIMARY KEY (borough_id)
);

CREATE TABLE people_token (
    borough_id    TEXT NOT NULL,
    kind          TEXT NOT NULL,
    token         TEXT NOT NULL,
    record_id     TEXT NOT NULL,
    neighbourhood TEXT NOT NULL,
    PRIMARY KEY (borough_id, kind, token, record_id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
) WITHOUT ROWID;

CREATE INDEX people_token_record ON people_token (borough_id, record_id, kind, token);

CREATE TABLE people_withheld_address (
    borough_id TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    sealed     TEXT        NOT NULL,
    sealed_by  TEXT        NOT NULL,
    sealed_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, record_id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE TABLE priorities_note (
    borough_id  TEXT        NOT NULL,
    priority_id TEXT        NOT NULL,
    number      BIGINT      NOT NULL,
    noted_at    TIMESTAMPTZ NOT NULL,
    noted_by    TEXT        NOT NULL,
    by_name     TEXT        NOT NULL,
    note        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, priority_id, number),
    FOREIGN KEY (borough_id, priority_id) REFERENCES priorities_priority (borough_id, id)
);

CREATE TABLE priorities_priority (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    why        TEXT        NOT NULL, -- what the assessment found
    owner      TEXT        NOT NULL, -- who answers for it
    measure    TEXT        NOT NULL,
    target     BIGINT      NOT NULL,
    most       BOOLEAN     NOT NULL, -- at most the target; else at least
    due        TEXT        NOT NULL, -- "" where nobody said
    version    BIGINT      NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    ended_at   TIMESTAMPTZ,
    end_why    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE TABLE protocols_run (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    protocol   TEXT        NOT NULL,
    blueprint  TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    need_id    TEXT,
    record_id  TEXT        NOT NULL,
    once_key   TEXT        NOT NULL,
    step       TEXT        NOT NULL,
    queue      TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    work       TEXT        NOT NULL,
    due_at     TIMESTAMPTZ,
    opened_at  TIMESTAMPTZ NOT NULL,
    ended_at   TIMESTAMPTZ,
    ended_as   TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);

CREATE INDEX protocols_run_due ON protocols_run (borough_id, due_at, id) WHERE ended_at IS NULL;

CREATE INDEX protocols_run_need ON protocols_run (borough_id, need_id);

CREATE UNIQUE INDEX protocols_run_once ON protocols_run (borough_id, protocol, once_key)
    WHERE ended_at IS NULL AND once_key <> '';

CREATE INDEX protocols_run_record ON protocols_run (borough_id, record_id, opened_at);

CREATE INDEX protocols_run_stands ON protocols_run (borough_id, protocol, step, blueprint) WHERE ended_at IS NULL;

CREATE TABLE protocols_step (
    borough_id TEXT        NOT NULL,
    run_id     TEXT        NOT NULL,
    seq        BIGINT      NOT NULL,
    happened   TEXT        NOT NULL,
    step       TEXT        NOT NULL,
    task_id    TEXT        NOT NULL,
    outcome    TEXT        NOT NULL,
    said       TEXT        NOT NULL,
    note       TEXT        NOT NULL,
    answers    TEXT        NOT NULL,
    leads_to   TEXT        NOT NULL,
    stood      TEXT        NOT NULL,
    need_id    TEXT        NOT NULL,
    by_account TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, run_id, seq),
    FOREIGN KEY (borough_id, run_id) REFERENCES protocols_run (borough_id, id)
);

CREATE INDEX protocols_step_task ON protocols_step (borough_id, task_id);

CREATE TABLE ref_boundary (
    directory_id BIGINT NOT NULL,
    code         TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    shape        TEXT   NOT NULL, -- GeoJSON geometry, WGS 84
    PRIMARY KEY (directory_id, code),
    FOREIGN KEY (directory_id) REFERENCES ref_directory (id)
);

CREATE INDEX ref_boundary_code ON ref_boundary (code);

CREATE TABLE ref_directory (
    id         BIGINT      NOT NULL PRIMARY KEY,
    product    TEXT        NOT NULL, -- onspd, nspl, code-point-open, postcodes, demo, boundaries
    vintage    TEXT        NOT NULL, -- 2025-11, or 2025 where the month is not known
    files      TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- loading, current, replaced
    entries    BIGINT      NOT NULL, -- rows of its files that were taken
    rejected   BIGINT      NOT NULL,
    districts  TEXT        NOT NULL, -- JSON: codes of the local authority districts in it
    loaded_at  TIMESTAMPTZ NOT NULL,
    touched_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE ref_postcode (
    directory_id BIGINT NOT NULL,
    postcode     TEXT   NOT NULL,
    ended        TEXT   NOT NULL, -- month by which it had ended, '' while it is live
    district     TEXT   NOT NULL,
    ward         TEXT   NOT NULL,
    ward_before  TEXT   NOT NULL, -- of the wards before, where the file has both
    lsoa11       TEXT   NOT NULL,
    lsoa21       TEXT   NOT NULL,
    lat          DOUBLE PRECISION, -- NULL where the directory gives no place
    lon          DOUBLE PRECISION,
    PRIMARY KEY (directory_id, postcode)
) WITHOUT ROWID;

CREATE TABLE reports_casework (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    request_id   TEXT        NOT NULL,
    account_id   TEXT        NOT NULL,
    account_name TEXT        NOT NULL,
    agreed       TEXT        NOT NULL,
    noted_at     TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ,
    ended_by     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);

CREATE INDEX reports_casework_noted ON reports_casework (borough_id, noted_at, id) WHERE ended_at IS NULL;

CREATE UNIQUE INDEX reports_casework_once ON reports_casework (borough_id, account_id, request_id) WHERE ended_at IS NULL;

CREATE TABLE reports_external (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    name       TEXT        NOT NULL,
    definition TEXT        NOT NULL,
    value      TEXT        NOT NULL,
    source     TEXT        NOT NULL,
    as_at      TEXT        NOT NULL,
    gone       BOOLEAN     NOT NULL,
    typed_by   TEXT        NOT NULL,
    typed_name TEXT        NOT NULL,
    typed_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id, version)
);

CREATE TABLE requests_copy (
    borough_id TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    file       TEXT        NOT NULL, -- JSON
    made_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, request_id),
    FOREIGN KEY (borough_id, request_id) REFERENCES requests_request (borough_id, id)
);

CREATE TABLE requests_decision (
    borough_id TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    mark       TEXT        NOT NULL,
    left_out   BOOLEAN     NOT NULL,
    decided_by TEXT        NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, request_id, mark),
    FOREIGN KEY (borough_id, request_id) REFERENCES requests_request (borough_id, id)
);

CREATE TABLE requests_request (
    borough_id  TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    kind        TEXT   NOT NULL, -- copy, correct, erase
    about       TEXT   NOT NULL, -- person, volunteer
    subject_id  TEXT   NOT NULL,
    said        TEXT   NOT NULL,
    received_on TEXT   NOT NULL,
    due_on      TEXT   NOT NULL,
    extended    TEXT   NOT NULL,
    identity    TEXT   NOT NULL,
    identity_by TEXT   NOT NULL,
    state       TEXT   NOT NULL, -- open, released, done, refused
    outcome     TEXT   NOT NULL,
    told        TEXT   NOT NULL,
    result      TEXT   NOT NULL, -- JSON, without anything it was about
    made_by     TEXT   NOT NULL,
    closed_by   TEXT   NOT NULL,
    closed_at   TIMESTAMPTZ,
    version     BIGINT NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX requests_request_subject ON requests_request (borough_id, subject_id);

CREATE TABLE requests_tombstone (
    borough_id TEXT        NOT NULL,
    subject_id TEXT        NOT NULL,
    about      TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    erased_at  TIMESTAMPTZ NOT NULL,
    erased_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, subject_id)
);

CREATE TABLE risk_run (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    version_id TEXT        NOT NULL,
    calls      BIGINT      NOT NULL,
    people     BIGINT      NOT NULL,
    cuts       TEXT        NOT NULL, -- JSON
    counts     TEXT        NOT NULL, -- JSON, people by band
    run_at     TIMESTAMPTZ NOT NULL,
    run_by     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, version_id) REFERENCES risk_version (borough_id, id)
);

CREATE INDEX risk_run_at ON risk_run (borough_id, run_at);

CREATE TABLE risk_score (
    borough_id TEXT   NOT NULL,
    run_id     TEXT   NOT NULL,
    record_id  TEXT   NOT NULL,
    total      BIGINT NOT NULL,
    score      TEXT   NOT NULL, -- JSON
    PRIMARY KEY (borough_id, run_id, record_id),
    FOREIGN KEY (borough_id, run_id) REFERENCES risk_run (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX risk_score_record ON risk_score (borough_id, record_id);

CREATE TABLE risk_version (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    name         TEXT        NOT NULL,
    body         TEXT        NOT NULL, -- the points as the file had them, JSON
    blueprint    TEXT        NOT NULL, -- version of the blueprint it came with
    checks       TEXT        NOT NULL, -- JSON
    checked_at   TIMESTAMPTZ NOT NULL,
    checked_by   TEXT        NOT NULL,
    state        TEXT        NOT NULL, -- checked, active, retired
    activated_at TIMESTAMPTZ,
    activated_by TEXT        NOT NULL,
    seal         TEXT        NOT NULL,
    retired_at   TIMESTAMPTZ,
    retired_by   TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX risk_version_active ON risk_version (borough_id) WHERE state = 'active';

CREATE TABLE river_job (
    id integer PRIMARY KEY AUTOINCREMENT,
    args blob NOT NULL DEFAULT (jsonb('{}')),
    attempt integer NOT NULL DEFAULT 0,
    attempted_at timestamp,
    attempted_by blob, -- json
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    errors blob, -- json
    finalized_at timestamp,
    kind text NOT NULL,
    max_attempts integer NOT NULL DEFAULT 25,
    metadata blob NOT NULL DEFAULT (jsonb('{}')),
    priority integer NOT NULL DEFAULT 1,
    queue text NOT NULL DEFAULT 'default',
    state text NOT NULL DEFAULT 'available',
    scheduled_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    tags blob NOT NULL DEFAULT (jsonb('[]')),
    unique_key blob,
    unique_states integer,
    CONSTRAINT finalized_or_finalized_at_null CHECK (
        (finalized_at IS NULL AND state NOT IN ('cancelled', 'completed', 'discarded')) OR
        (finalized_at IS NOT NULL AND state IN ('cancelled', 'completed', 'discarded'))
    ),
    CONSTRAINT priority_in_range CHECK (priority >= 1 AND priority <= 4),
    CONSTRAINT queue_length CHECK (length(queue) > 0 AND length(queue) < 128),
    CONSTRAINT kind_length CHECK (length(kind) > 0 AND length(kind) < 128),
    CONSTRAINT state_valid CHECK (state IN ('available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running', 'scheduled'))
);

CREATE INDEX river_job_kind ON river_job (kind);

CREATE INDEX river_job_prioritized_fetching_index ON river_job (state, queue, priority, scheduled_at, id);

CREATE INDEX river_job_state_and_finalized_at_index ON river_job (state, finalized_at) WHERE finalized_at IS NOT NULL;

CREATE UNIQUE INDEX river_job_unique_idx ON river_job (unique_key)
    WHERE unique_key IS NOT NULL
        AND unique_states IS NOT NULL
        AND CASE state
            WHEN 'available' THEN unique_states & (1 << 0)
            WHEN 'cancelled' THEN unique_states & (1 << 1)
            WHEN 'completed' THEN unique_states & (1 << 2)
            WHEN 'discarded' THEN unique_states & (1 << 3)
            WHEN 'pending'   THEN unique_states & (1 << 4)
            WHEN 'retryable' THEN unique_states & (1 << 5)
            WHEN 'running'   THEN unique_states & (1 << 6)
            WHEN 'scheduled' THEN unique_states & (1 << 7)
            ELSE 0
        END >= 1;

CREATE TABLE river_leader (
    elected_at timestamp NOT NULL,
    expires_at timestamp NOT NULL,
    leader_id text NOT NULL,
    name text PRIMARY KEY NOT NULL DEFAULT 'default' CHECK (name = 'default'),
    CONSTRAINT name_length CHECK (length(name) > 0 AND length(name) < 128),
    CONSTRAINT leader_id_length CHECK (length(leader_id) > 0 AND length(leader_id) < 128)
);

CREATE TABLE river_migration (
    line text NOT NULL,
    version integer NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT line_length CHECK (length(line) > 0 AND length(line) < 128),
    CONSTRAINT version_gte_1 CHECK (version >= 1),
    PRIMARY KEY (line, version)
);

CREATE TABLE river_notification (
    id integer PRIMARY KEY AUTOINCREMENT,
    created_at timestamp NOT NULL DEFAULT (datetime('now', 'subsec')),
    payload text NOT NULL,
    topic text NOT NULL,
    CONSTRAINT topic_length CHECK (length(topic) > 0 AND length(topic) < 128)
);

CREATE INDEX river_notification_created_at_idx ON river_notification (created_at);

CREATE INDEX river_notification_topic_id_idx ON river_notification (topic, id);

CREATE TABLE river_queue (
    name text PRIMARY KEY NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    metadata blob NOT NULL DEFAULT (jsonb('{}')),
    paused_at timestamp,
    updated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE rounds_named (
    borough_id  TEXT        NOT NULL,
    delivery_id TEXT        NOT NULL,
    driver      TEXT        NOT NULL,
    driver_name TEXT        NOT NULL,
    why         TEXT        NOT NULL,
    said_by     TEXT        NOT NULL,
    said_at     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, delivery_id)
);

CREATE TABLE rounds_plan (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    on_day        TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL, -- '' is the whole borough
    state         TEXT        NOT NULL, -- solving, draft, published, closed, dropped
    current       BIGINT      NOT NULL, -- its latest version; 0 while there is none
    published     BIGINT      NOT NULL, -- the version that drivers have; 0 while none has been
    asked         TEXT        NOT NULL, -- what the kernel was asked to change; '' a new plan
    asked_at      TIMESTAMPTZ NOT NULL,
    share         BIGINT      NOT NULL, -- of the search that is done, in thousandths
    best_pence    BIGINT      NOT NULL,
    best_left     BIGINT      NOT NULL,
    stop          BOOLEAN     NOT NULL, -- stop, and keep the best
    failed        TEXT        NOT NULL, -- why nothing came of it, in words
    made_at       TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX rounds_plan_once ON rounds_plan (borough_id, on_day, neighbourhood) WHERE state IN ('solving', 'draft', 'published');

CREATE TABLE rounds_round (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    plan_id       TEXT        NOT NULL,
    number        BIGINT      NOT NULL, -- on the day: Round 3
    on_day        TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL, -- of the plan
    shift_id      TEXT        NOT NULL,
    vehicle       TEXT        NOT NULL, -- its name
    kind          TEXT        NOT NULL,
    driver        TEXT        NOT NULL,
    driver_name   TEXT        NOT NULL,
    depot         TEXT        NOT NULL,
    state         TEXT        NOT NULL, -- published, out, back, closed
    leave_at      TIMESTAMPTZ NOT NULL,
    return_at     TIMESTAMPTZ NOT NULL,
    until_at      TIMESTAMPTZ NOT NULL, -- when the shift ends
    metres        BIGINT      NOT NULL,
    line_seconds  BIGINT      NOT NULL, -- on the way, as planned before any calibration
    plan_number   BIGINT      NOT NULL, -- the version it was published from
    left_at       TIMESTAMPTZ,
    back_at       TIMESTAMPTZ,
    closed_at     TIMESTAMPTZ,
    closed_by     TEXT        NOT NULL,
    drove_seconds BIGINT      NOT NULL, -- on the way, as driven; 0 while it is not known
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, plan_id) REFERENCES rounds_plan (borough_id, id)
);

CREATE INDEX rounds_round_day ON rounds_round (borough_id, on_day, neighbourhood, number);

CREATE INDEX rounds_round_driver ON rounds_round (borough_id, driver, on_day);

CREATE TABLE rounds_stop (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    round_id      TEXT        NOT NULL,
    plan_id       TEXT        NOT NULL,
    position      BIGINT      NOT NULL, -- on the round, from 1
    task          TEXT        NOT NULL, -- bring, fetch, reload
    kind          TEXT        NOT NULL, -- delivery, bulk; '' for a reload
    source_id     TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    arrive_at     TIMESTAMPTZ NOT NULL,
    begin_at      TIMESTAMPTZ NOT NULL,
    leave_at      TIMESTAMPTZ NOT NULL,
    boxes         BIGINT      NOT NULL,
    grams         BIGINT      NOT NULL,
    chilled       BIGINT      NOT NULL,
    bags          BIGINT      NOT NULL,
    state         TEXT        NOT NULL, -- planned, or the outcome, or taken-off
    said_at       TIMESTAMPTZ,          -- when it happened
    said_by       TEXT        NOT NULL,
    received      TEXT        NOT NULL, -- who took it: themselves, which neighbour
    note          TEXT        NOT NULL,
    concern       TEXT        NOT NULL,
    unopened      BOOLEAN     NOT NULL,
    back          BOOLEAN     NOT NULL, -- it is at the base again
    outcome_key   TEXT        NOT NULL, -- names the saying, so that one sent twice is one
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, round_id) REFERENCES rounds_round (borough_id, id)
);

CREATE UNIQUE INDEX rounds_stop_key ON rounds_stop (borough_id, outcome_key) WHERE outcome_key <> '';

CREATE UNIQUE INDEX rounds_stop_once ON rounds_stop (borough_id, kind, source_id, task) WHERE state = 'planned' AND task <> 'reload';

CREATE INDEX rounds_stop_round ON rounds_stop (borough_id, round_id, position);

CREATE INDEX rounds_stop_source ON rounds_stop (borough_id, source_id);

CREATE TABLE rounds_version (
    borough_id TEXT        NOT NULL,
    plan_id    TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    body       TEXT        NOT NULL,
    why        TEXT        NOT NULL, -- what was changed, in words
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, plan_id, number),
    FOREIGN KEY (borough_id, plan_id) REFERENCES rounds_plan (borough_id, id)
);

CREATE TABLE secondperson_ask (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    kind          TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    reason        TEXT        NOT NULL,
    asked_by      TEXT        NOT NULL,
    asked_name    TEXT        NOT NULL,
    asked_at      TIMESTAMPTZ NOT NULL,
    decided_by    TEXT        NOT NULL DEFAULT '',
    decided_name  TEXT        NOT NULL DEFAULT '',
    decided_at    TIMESTAMPTZ,
    agreed        BOOLEAN     NOT NULL DEFAULT FALSE,
    why           TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX secondperson_ask_of ON secondperson_ask (borough_id, asked_by, asked_at);

CREATE INDEX secondperson_ask_waiting ON secondperson_ask (borough_id, asked_at) WHERE decided_at IS NULL;

CREATE TABLE settings_check (
    borough_id TEXT        NOT NULL,
    checked_at TIMESTAMPTZ NOT NULL,
    entries    BIGINT      NOT NULL,
    waiting    BIGINT      NOT NULL,
    problems   TEXT        NOT NULL,
    more       BIGINT      NOT NULL,
    end_seq    BIGINT      NOT NULL,
    end_chain  TEXT        NOT NULL,
    PRIMARY KEY (borough_id)
);

CREATE TABLE settings_draft (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    base       TEXT        NOT NULL,
    begun_by   TEXT        NOT NULL,
    begun_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id)
);

CREATE TABLE settings_draft_file (
    borough_id TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    content    TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    changed_by TEXT        NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, name),
    FOREIGN KEY (borough_id) REFERENCES settings_draft (borough_id)
);

CREATE TABLE situation_action (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    place      TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    began      TEXT        NOT NULL,
    ended      TEXT        NOT NULL,
    what       TEXT        NOT NULL,
    led_by     TEXT        NOT NULL,
    gone       BOOLEAN     NOT NULL,
    noted_by   TEXT        NOT NULL,
    noted_name TEXT        NOT NULL,
    noted_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id, version)
);

CREATE TABLE situation_area (
    borough_id TEXT   NOT NULL,
    code       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    pool       TEXT   NOT NULL,
    population BIGINT NOT NULL,
    PRIMARY KEY (borough_id, code)
);

CREATE TABLE situation_count (
    borough_id TEXT   NOT NULL,
    as_of      TEXT   NOT NULL,
    code       TEXT   NOT NULL,
    day        TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    cases      BIGINT NOT NULL,
    PRIMARY KEY (borough_id, as_of, code, day)
);

CREATE INDEX situation_count_area ON situation_count (borough_id, code, as_of, day);

CREATE TABLE situation_demand (
    borough_id TEXT        NOT NULL,
    series     TEXT        NOT NULL,
    place      TEXT        NOT NULL,
    day        TEXT        NOT NULL,
    n          BIGINT      NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, series, day, place)
);

CREATE TABLE situation_frozen (
    borough_id TEXT        NOT NULL,
    code       TEXT        NOT NULL,
    day        TEXT        NOT NULL,
    p          DOUBLE PRECISION NOT NULL,
    growing    DOUBLE PRECISION NOT NULL,
    shrinking  DOUBLE PRECISION NOT NULL,
    kept_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, code, day)
);

CREATE TABLE situation_profile (
    borough_id TEXT   NOT NULL,
    until      TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    choice     TEXT   NOT NULL,
    known      BIGINT NOT NULL,
    asked      BIGINT NOT NULL,
    PRIMARY KEY (borough_id, until, question, choice)
);

CREATE TABLE situation_standing (
    borough_id TEXT        NOT NULL,
    code       TEXT        NOT NULL,
    as_of      TEXT        NOT NULL,
    p          DOUBLE PRECISION NOT NULL,
    growing    DOUBLE PRECISION NOT NULL,
    share      DOUBLE PRECISION NOT NULL,
    held       BOOLEAN     NOT NULL,
    sentence   TEXT        NOT NULL,
    days       TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL, week BIGINT NOT NULL DEFAULT -1,
    PRIMARY KEY (borough_id, code)
);

CREATE TABLE situation_vintage (
    borough_id TEXT        NOT NULL,
    as_of      TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    taken_by   TEXT        NOT NULL,
    taken_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, as_of)
);

CREATE TABLE staff_called (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    standing   TEXT        NOT NULL, -- that they came to by it
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT        NOT NULL,
    why        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

CREATE INDEX staff_called_at ON staff_called (borough_id, at);

CREATE TABLE staff_induction (
    borough_id TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    item       TEXT        NOT NULL,
    done_at    TIMESTAMPTZ NOT NULL,
    done_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, worker_id, item),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

CREATE TABLE staff_worker (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    name_key      TEXT        NOT NULL,
    employer      TEXT        NOT NULL,
    home_service  TEXT        NOT NULL,
    email         TEXT        NOT NULL,
    email_key     TEXT        NOT NULL,
    phone         TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    skills        TEXT        NOT NULL,
    free          BIGINT      NOT NULL,
    keeps         TEXT        NOT NULL,
    asks          TEXT        NOT NULL,
    most          BIGINT      NOT NULL,
    reach         BIGINT      NOT NULL,
    base          TEXT        NOT NULL,
    postcode      TEXT        NOT NULL,
    place         TEXT        NOT NULL,
    lent_from     TEXT,
    lent_to       TEXT,
    standing      TEXT        NOT NULL,
    standing_at   TIMESTAMPTZ NOT NULL,
    standing_why  TEXT        NOT NULL,
    trained       TEXT        NOT NULL,
    refreshed_on  TEXT,
    call_within   BIGINT      NOT NULL,
    account_id    TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX staff_worker_account ON staff_worker (borough_id, account_id) WHERE account_id <> '';

CREATE UNIQUE INDEX staff_worker_email ON staff_worker (borough_id, email_key);

CREATE INDEX staff_worker_standing ON staff_worker (borough_id, standing, neighbourhood);

CREATE TABLE tasks_task (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    kind          TEXT        NOT NULL,
    need_id       TEXT,
    request_id    TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    category      TEXT        NOT NULL,
    title         TEXT        NOT NULL,
    instruction   TEXT        NOT NULL,
    area          TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    priority      TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    who_may       TEXT        NOT NULL,
    labels        TEXT        NOT NULL,
    destination   TEXT        NOT NULL,
    assignee_kind TEXT        NOT NULL,
    assignee_id   TEXT        NOT NULL,
    assignee_name TEXT        NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    attempts      BIGINT      NOT NULL,
    refused       TEXT        NOT NULL,
    outcome       TEXT        NOT NULL,
    outcome_note  TEXT        NOT NULL,
    opened_at     TIMESTAMPTZ NOT NULL,
    assigned_at   TIMESTAMPTZ,
    accepted_at   TIMESTAMPTZ,
    closed_at     TIMESTAMPTZ,
    version       BIGINT      NOT NULL, start_on TEXT, run_id TEXT NOT NULL DEFAULT '', step TEXT NOT NULL DEFAULT '', queue TEXT NOT NULL DEFAULT '', queue_access TEXT NOT NULL DEFAULT '', queue_wide BOOLEAN NOT NULL DEFAULT FALSE, assured BOOLEAN NOT NULL DEFAULT FALSE, endings TEXT NOT NULL DEFAULT '', result TEXT NOT NULL DEFAULT '', said TEXT NOT NULL DEFAULT '', not_before TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);

CREATE INDEX tasks_task_assignee ON tasks_task (borough_id, assignee_kind, assignee_id, due_at, id)
    WHERE closed_at IS NULL;

CREATE INDEX tasks_task_closed ON tasks_task (borough_id, closed_at, outcome, kind, neighbourhood, record_id, opened_at, run_id, result)
    WHERE closed_at IS NOT NULL;

CREATE INDEX tasks_task_queue ON tasks_task (borough_id, kind, priority, due_at, id) WHERE closed_at IS NULL AND state = 'open';

CREATE INDEX tasks_task_record ON tasks_task (borough_id, record_id, kind, due_at, labels, assignee_kind, assignee_id, assignee_name, id) WHERE closed_at IS NULL;

CREATE INDEX tasks_task_refused ON tasks_task (borough_id, due_at, id) WHERE refused <> '';

CREATE INDEX tasks_task_request ON tasks_task (borough_id, request_id);

CREATE INDEX tasks_task_run ON tasks_task (borough_id, run_id) WHERE run_id <> '';

CREATE INDEX tasks_task_soonest ON tasks_task (borough_id, due_at, id, state, category, kind, priority)
    WHERE closed_at IS NULL;

CREATE INDEX tasks_task_undone ON tasks_task (borough_id, neighbourhood, due_at, id, state, category, kind, priority)
    WHERE closed_at IS NULL;

CREATE TABLE tasks_version (
    borough_id    TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    neighbourhood TEXT        NOT NULL,
    priority      TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    assignee_name TEXT        NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    outcome       TEXT        NOT NULL,
    outcome_note  TEXT        NOT NULL,
    changed_at    TIMESTAMPTZ NOT NULL,
    changed_by    TEXT        NOT NULL,
    reason        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, task_id, version),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id)
);

CREATE TABLE updates_feedback (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    request_id    TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    dedupe_key    TEXT        NOT NULL,
    token_hash    TEXT        NOT NULL,
    asked_at      TIMESTAMPTZ NOT NULL,
    until         TIMESTAMPTZ NOT NULL,
    answer        TEXT        NOT NULL,
    words         TEXT        NOT NULL,
    answered_at   TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX updates_feedback_answered ON updates_feedback (borough_id, answered_at);

CREATE UNIQUE INDEX updates_feedback_once ON updates_feedback (borough_id, dedupe_key);

CREATE INDEX updates_feedback_request ON updates_feedback (borough_id, request_id);

CREATE UNIQUE INDEX updates_feedback_token ON updates_feedback (borough_id, token_hash);

CREATE TABLE updates_told (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    run_id        TEXT        NOT NULL,
    event         BIGINT      NOT NULL,
    role          TEXT        NOT NULL,
    destination   TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    told_at       TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, run_id) REFERENCES protocols_run (borough_id, id)
);

CREATE INDEX updates_told_at ON updates_told (borough_id, told_at);

CREATE UNIQUE INDEX updates_told_once ON updates_told (borough_id, run_id, event, role, destination);

CREATE TABLE updates_told_to (
    borough_id TEXT        NOT NULL,
    told_id    TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    mail       TEXT        NOT NULL,
    mailed_at  TIMESTAMPTZ,
    read_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, told_id, account_id),
    FOREIGN KEY (borough_id, told_id) REFERENCES updates_told (borough_id, id)
);

CREATE INDEX updates_told_to_account ON updates_told_to (borough_id, account_id, told_id);

CREATE TABLE volunteers_asked (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    check_id     TEXT        NOT NULL,
    asked_at     TIMESTAMPTZ NOT NULL,
    asked_by     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id, check_id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE TABLE volunteers_check (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    check_id     TEXT        NOT NULL,
    level        TEXT        NOT NULL,
    number       TEXT        NOT NULL,
    issued_on    TEXT        NOT NULL,
    expires_on   TEXT,
    seen_by      TEXT        NOT NULL,
    seen_how     TEXT        NOT NULL,
    note         TEXT        NOT NULL,
    withdrawn    TEXT        NOT NULL,
    recorded_at  TIMESTAMPTZ NOT NULL,
    recorded_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE INDEX volunteers_check_expires ON volunteers_check (borough_id, expires_on);

CREATE INDEX volunteers_check_volunteer ON volunteers_check (borough_id, volunteer_id);

CREATE TABLE volunteers_exclusion (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    record_id    TEXT        NOT NULL,
    why          TEXT        NOT NULL,
    since        TIMESTAMPTZ NOT NULL,
    said_by      TEXT        NOT NULL,
    until        TIMESTAMPTZ,
    lifted_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE UNIQUE INDEX volunteers_exclusion_open ON volunteers_exclusion (borough_id, volunteer_id, record_id) WHERE until IS NULL;

CREATE INDEX volunteers_exclusion_record ON volunteers_exclusion (borough_id, record_id);

CREATE TABLE volunteers_group (
    borough_id      TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    people          BIGINT      NOT NULL,
    per_week        BIGINT      NOT NULL,
    vouches         TEXT        NOT NULL,
    vouched_on      TEXT,
    lead_name       TEXT        NOT NULL,
    lead_phone      TEXT        NOT NULL,
    note            TEXT        NOT NULL,
    active          BOOLEAN     NOT NULL,
    version         BIGINT      NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL,
    changed_by      TEXT        NOT NULL,
    PRIMARY KEY (borough_id, organisation_id),
    FOREIGN KEY (borough_id, organisation_id) REFERENCES organisations_organisation (borough_id, id)
);

CREATE TABLE volunteers_import (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    handed_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL, columns TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX volunteers_import_hash ON volunteers_import (borough_id, hash);

CREATE TABLE volunteers_import_row (
    borough_id   TEXT   NOT NULL,
    import_id    TEXT   NOT NULL,
    number       BIGINT NOT NULL,
    cells        TEXT   NOT NULL,
    said         TEXT   NOT NULL,
    standing     TEXT   NOT NULL,
    why          TEXT   NOT NULL,
    volunteer_id TEXT   NOT NULL,
    PRIMARY KEY (borough_id, import_id, number),
    FOREIGN KEY (borough_id, import_id) REFERENCES volunteers_import (borough_id, id)
);

CREATE TABLE volunteers_letter (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    printed_at   TIMESTAMPTZ NOT NULL,
    until        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE TABLE volunteers_module (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    module_id    TEXT        NOT NULL,
    score        BIGINT      NOT NULL,
    tries        BIGINT      NOT NULL,
    passed_at    TIMESTAMPTZ,
    in_person    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id, module_id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE TABLE volunteers_notice (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    check_id     TEXT        NOT NULL,
    ends_on      TEXT        NOT NULL,
    ended        BOOLEAN     NOT NULL,
    told_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id, check_id, ends_on, ended),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE TABLE volunteers_photo (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    jpeg         TEXT        NOT NULL,
    added_at     TIMESTAMPTZ NOT NULL,
    added_by     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

CREATE TABLE volunteers_volunteer (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    given_names   TEXT        NOT NULL,
    family_name   TEXT        NOT NULL,
    phone         TEXT        NOT NULL,
    email         TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    activities    TEXT        NOT NULL,
    drives        BOOLEAN     NOT NULL,
    paused        BOOLEAN     NOT NULL,
    added_at      TIMESTAMPTZ NOT NULL,
    version       BIGINT      NOT NULL, registration TEXT NOT NULL DEFAULT '', standing TEXT NOT NULL DEFAULT 'active', born_on TEXT, speaks TEXT NOT NULL DEFAULT '', line1 TEXT NOT NULL DEFAULT '', line2 TEXT NOT NULL DEFAULT '', town TEXT NOT NULL DEFAULT '', postcode TEXT NOT NULL DEFAULT '', uprn TEXT NOT NULL DEFAULT '', easting BIGINT NOT NULL DEFAULT 0, northing BIGINT NOT NULL DEFAULT 0, record_id TEXT, vehicle TEXT NOT NULL DEFAULT 'none', gives TEXT NOT NULL DEFAULT '{}', shields BOOLEAN NOT NULL DEFAULT FALSE, health TEXT NOT NULL DEFAULT '', emergency_name TEXT NOT NULL DEFAULT '', emergency_phone TEXT NOT NULL DEFAULT '', agreed_version TEXT, agreed_at TIMESTAMPTZ, on_duty BOOLEAN NOT NULL DEFAULT TRUE, organisation_id TEXT, changed_at TIMESTAMPTZ, changed_by TEXT NOT NULL DEFAULT '', name_key TEXT NOT NULL DEFAULT '', email_key TEXT NOT NULL DEFAULT '', home_key TEXT NOT NULL DEFAULT '', form_key TEXT NOT NULL DEFAULT '', born_unknown TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX volunteers_volunteer_email ON volunteers_volunteer (borough_id, email_key);

CREATE UNIQUE INDEX volunteers_volunteer_form ON volunteers_volunteer (borough_id, form_key) WHERE form_key <> '';

CREATE INDEX volunteers_volunteer_home ON volunteers_volunteer (borough_id, home_key);

CREATE INDEX volunteers_volunteer_hood ON volunteers_volunteer (borough_id, neighbourhood, family_name);

CREATE INDEX volunteers_volunteer_organisation ON volunteers_volunteer (borough_id, organisation_id);

CREATE INDEX volunteers_volunteer_phone ON volunteers_volunteer (borough_id, phone);

CREATE INDEX volunteers_volunteer_record ON volunteers_volunteer (borough_id, record_id);

CREATE UNIQUE INDEX volunteers_volunteer_registration ON volunteers_volunteer (borough_id, registration) WHERE registration <> '';

CREATE INDEX volunteers_volunteer_standing ON volunteers_volunteer (borough_id, standing, neighbourhood);

CREATE TABLE volunteers_wrong_number (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    tried_from TEXT        NOT NULL,
    tried_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);
