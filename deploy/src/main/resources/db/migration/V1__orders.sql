CREATE SCHEMA IF NOT EXISTS penstock;

COMMENT ON SCHEMA penstock IS
  'What Penstock tells analysts: no names, phones or streets, amounts in minor units of their currency, times with zone.';

-- Every row carries a guard: a writer that repeats an older row after a failure changes nothing.

-- Rows are updated a few times each; the room left in a page keeps those updates away from the index.
CREATE TABLE penstock.order_status (
  marketplace  text        NOT NULL,
  shop         text        NOT NULL,
  order_id     text        NOT NULL,
  merchant     text,
  pool         text,
  status       text        NOT NULL,
  last_event   text        NOT NULL,
  reasons      jsonb       NOT NULL,
  version      integer     NOT NULL,
  currency     text        NOT NULL,
  total_minor  bigint      NOT NULL,
  units        bigint      NOT NULL,
  placed_at    timestamptz NOT NULL,
  paid_at      timestamptz,
  ship_by      timestamptz,
  received_at  timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  shipped_at   timestamptz,
  country      text,
  region       text,
  deliveries   integer     NOT NULL,
  sequence     bigint      NOT NULL,
  PRIMARY KEY (marketplace, shop, order_id)
) WITH (fillfactor = 80);

COMMENT ON TABLE penstock.order_status IS
  'Where every order stands now: one row per order of a marketplace. At most a second behind the events.';
COMMENT ON COLUMN penstock.order_status.marketplace IS 'The marketplace: taobao, amazon, ...';
COMMENT ON COLUMN penstock.order_status.shop IS 'The seller''s shop on the marketplace, as the reference data spells it.';
COMMENT ON COLUMN penstock.order_status.order_id IS 'The marketplace''s order id.';
COMMENT ON COLUMN penstock.order_status.merchant IS 'Whose shop it is; absent while the shop is unknown.';
COMMENT ON COLUMN penstock.order_status.pool IS 'The stock pool that the order takes from; absent while the shop is unknown.';
COMMENT ON COLUMN penstock.order_status.status IS
  'NEW, WAITING, HELD, REJECTED, PASSED, BACKORDERED, ALLOCATED, PARTLY_SHIPPED, SHIPPED, CANCELLING or CANCELLED.';
COMMENT ON COLUMN penstock.order_status.last_event IS
  'The kind of the last event that changed something. Redeliveries, stale versions and refused commands do not.';
COMMENT ON COLUMN penstock.order_status.reasons IS
  'Why it stands there: an array of {code, rule, ruleVersion, detail}, empty where nothing needs explaining.';
COMMENT ON COLUMN penstock.order_status.version IS 'How many versions of the order were accepted from the marketplace.';
COMMENT ON COLUMN penstock.order_status.currency IS 'ISO 4217 code of total_minor.';
COMMENT ON COLUMN penstock.order_status.total_minor IS
  'What the buyer pays for the whole order, in minor units of the currency: 1250 is 12.50 USD, 1250 JPY or 1.250 KWD.';
COMMENT ON COLUMN penstock.order_status.units IS 'Units of all lines.';
COMMENT ON COLUMN penstock.order_status.placed_at IS 'When the buyer placed the order, by the marketplace''s clock.';
COMMENT ON COLUMN penstock.order_status.paid_at IS 'When it was paid; absent while unpaid and for cash on delivery.';
COMMENT ON COLUMN penstock.order_status.ship_by IS 'When it must have left a warehouse, where the marketplace promised that.';
COMMENT ON COLUMN penstock.order_status.received_at IS 'When the order first reached Penstock.';
COMMENT ON COLUMN penstock.order_status.updated_at IS 'When the last event that changed something happened.';
COMMENT ON COLUMN penstock.order_status.shipped_at IS 'When the first goods left a warehouse.';
COMMENT ON COLUMN penstock.order_status.country IS 'Destination country, ISO 3166-1 alpha-2.';
COMMENT ON COLUMN penstock.order_status.region IS 'Destination province, state or prefecture.';
COMMENT ON COLUMN penstock.order_status.deliveries IS
  'How many deliveries warehouses have reported on so far, refused and stopped ones included.';
COMMENT ON COLUMN penstock.order_status.sequence IS
  'The number of the last event in this row. The guard: a row is replaced only by one with a higher number.';

CREATE TABLE penstock.order_history (
  marketplace      text        NOT NULL,
  shop             text        NOT NULL,
  order_id         text        NOT NULL,
  sequence         bigint      NOT NULL,
  type             text        NOT NULL,
  status           text        NOT NULL,
  at               timestamptz NOT NULL,
  reasons          jsonb       NOT NULL,
  actor            text,
  delivery_id      text,
  warehouse        text,
  carrier          text,
  tracking_number  text,
  cause_topic      text        NOT NULL,
  cause_partition  integer     NOT NULL,
  cause_offset     bigint      NOT NULL,
  PRIMARY KEY (marketplace, shop, order_id, sequence)
);

COMMENT ON TABLE penstock.order_history IS
  'Everything that happened to every order, in order: one row per event, never changed once written.';
COMMENT ON COLUMN penstock.order_history.marketplace IS 'The marketplace: taobao, amazon, ...';
COMMENT ON COLUMN penstock.order_history.shop IS 'The seller''s shop on the marketplace, as the reference data spells it.';
COMMENT ON COLUMN penstock.order_history.order_id IS 'The marketplace''s order id.';
COMMENT ON COLUMN penstock.order_history.sequence IS
  'Numbers the events of the order 1, 2, 3, ... without gaps. The guard: the first row of a number stays.';
COMMENT ON COLUMN penstock.order_history.type IS 'What happened: RECEIVED, PASSED, HELD, ALLOCATED, SHIPPED, ...';
COMMENT ON COLUMN penstock.order_history.status IS 'Where the order stood after it.';
COMMENT ON COLUMN penstock.order_history.at IS 'When it happened: the time of the record that caused it.';
COMMENT ON COLUMN penstock.order_history.reasons IS
  'Why: an array of {code, rule, ruleVersion, detail}, with every rule that fired.';
COMMENT ON COLUMN penstock.order_history.actor IS 'The person behind it, where a person decided.';
COMMENT ON COLUMN penstock.order_history.delivery_id IS 'The delivery concerned; absent where it concerns the whole order.';
COMMENT ON COLUMN penstock.order_history.warehouse IS 'The warehouse of that delivery.';
COMMENT ON COLUMN penstock.order_history.carrier IS 'Who carries it, once known.';
COMMENT ON COLUMN penstock.order_history.tracking_number IS 'The carrier''s number of the parcel, once known.';
COMMENT ON COLUMN penstock.order_history.cause_topic IS 'The topic of the record that it follows from.';
COMMENT ON COLUMN penstock.order_history.cause_partition IS 'The partition of that record.';
COMMENT ON COLUMN penstock.order_history.cause_offset IS 'The offset of that record.';

CREATE TABLE penstock.order_exceptions (
  marketplace  text        NOT NULL,
  shop         text        NOT NULL,
  order_id     text        NOT NULL,
  merchant     text,
  kind         text        NOT NULL,
  codes        text[]      NOT NULL,
  since        timestamptz NOT NULL,
  cleared_at   timestamptz,
  sequence     bigint      NOT NULL,
  PRIMARY KEY (marketplace, shop, order_id)
);

CREATE INDEX order_exceptions_open ON penstock.order_exceptions (since) WHERE cleared_at IS NULL;

COMMENT ON TABLE penstock.order_exceptions IS
  'Orders that need or needed a person: one row per order with its last exception.';
COMMENT ON COLUMN penstock.order_exceptions.marketplace IS 'The marketplace: taobao, amazon, ...';
COMMENT ON COLUMN penstock.order_exceptions.shop IS 'The seller''s shop on the marketplace, as the reference data spells it.';
COMMENT ON COLUMN penstock.order_exceptions.order_id IS 'The marketplace''s order id.';
COMMENT ON COLUMN penstock.order_exceptions.merchant IS 'Whose shop it is; absent while the shop is unknown.';
COMMENT ON COLUMN penstock.order_exceptions.kind IS
  'What it is: HELD, REJECTED, DELIVERY_REJECTED or SHIPPED_AFTER_CANCEL.';
COMMENT ON COLUMN penstock.order_exceptions.codes IS 'The codes of all reasons given: OUT_OF_STOCK, ADDRESS_INCOMPLETE, ...';
COMMENT ON COLUMN penstock.order_exceptions.since IS 'Since when the order has needed a person without a break.';
COMMENT ON COLUMN penstock.order_exceptions.cleared_at IS
  'When the order moved on; absent while it needs a person. Goods that left after a cancellation stay open.';
COMMENT ON COLUMN penstock.order_exceptions.sequence IS
  'The number of the last event in this row. The guard: a row is replaced only by one with a higher number.';
