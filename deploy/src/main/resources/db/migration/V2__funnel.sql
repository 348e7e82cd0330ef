CREATE TABLE penstock.funnel_minute (
  marketplace  text        NOT NULL,
  minute       timestamptz NOT NULL,
  received     bigint      NOT NULL,
  redelivered  bigint      NOT NULL,
  stale        bigint      NOT NULL,
  passed       bigint      NOT NULL,
  held         bigint      NOT NULL,
  waiting      bigint      NOT NULL,
  rejected     bigint      NOT NULL,
  allocated    bigint      NOT NULL,
  backordered  bigint      NOT NULL,
  shipped      bigint      NOT NULL,
  cancelled    bigint      NOT NULL,
  version      bigint      NOT NULL,
  PRIMARY KEY (marketplace, minute)
);

COMMENT ON TABLE penstock.funnel_minute IS
  'How many events of each kind happened in a minute, per marketplace. Absolute counts, amended when events come late.';
COMMENT ON COLUMN penstock.funnel_minute.marketplace IS 'The marketplace: taobao, amazon, ...';
COMMENT ON COLUMN penstock.funnel_minute.minute IS 'The start of the minute in which the events happened.';
COMMENT ON COLUMN penstock.funnel_minute.received IS 'New versions of orders accepted.';
COMMENT ON COLUMN penstock.funnel_minute.redelivered IS 'Versions that had been accepted before and came once more.';
COMMENT ON COLUMN penstock.funnel_minute.stale IS 'Versions that came after a newer one.';
COMMENT ON COLUMN penstock.funnel_minute.passed IS 'Audits that let the order pass, at once or after a release.';
COMMENT ON COLUMN penstock.funnel_minute.held IS 'Decisions to hold an order for a person.';
COMMENT ON COLUMN penstock.funnel_minute.waiting IS 'Audits of orders that are not due yet, for instance unpaid.';
COMMENT ON COLUMN penstock.funnel_minute.rejected IS 'Audits that refused the order.';
COMMENT ON COLUMN penstock.funnel_minute.allocated IS 'Orders for which every line was locked.';
COMMENT ON COLUMN penstock.funnel_minute.backordered IS 'Orders that were queued for goods.';
COMMENT ON COLUMN penstock.funnel_minute.shipped IS 'Deliveries that left a warehouse: an order of two parcels counts twice.';
COMMENT ON COLUMN penstock.funnel_minute.cancelled IS 'Orders that ended without trade.';
COMMENT ON COLUMN penstock.funnel_minute.version IS
  'How many events the row counts. The guard: a row is replaced only by one with a higher number.';
