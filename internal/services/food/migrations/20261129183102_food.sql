-- +goose Up
-- Orders of food and supplies, what is put into them, what finance is told of them, and the
-- vouchers that food banks get.
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
CREATE INDEX food_order_need ON food_order (borough_id, need_id);
CREATE INDEX food_order_latest ON food_order (borough_id, ordered_at, id);
CREATE INDEX food_order_state ON food_order (borough_id, state, ordered_at, id);
CREATE INDEX food_order_ended ON food_order (borough_id, ended_at, neighbourhood, kind) WHERE state = 'delivered';
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
-- A line waits while its batch is '', and is in one batch ever after.
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
