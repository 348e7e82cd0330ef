-- Whether every order of a shop's hour has reached us.

CREATE TABLE penstock.shop_hours (
  marketplace     text        NOT NULL,
  shop            text        NOT NULL,
  hour            timestamptz NOT NULL,
  currency        text        NOT NULL,
  orders          bigint      NOT NULL,
  amount_minor    bigint      NOT NULL,
  expected_orders bigint,
  expected_minor  bigint,
  compare_at      timestamptz,
  version         bigint      NOT NULL,
  PRIMARY KEY (marketplace, shop, hour, currency)
) WITH (fillfactor = 80);

COMMENT ON TABLE penstock.shop_hours IS
  'How many orders each shop had in each hour, as they reached us and as the marketplace counts them.';
COMMENT ON COLUMN penstock.shop_hours.marketplace IS 'The marketplace: taobao, amazon, ...';
COMMENT ON COLUMN penstock.shop_hours.shop IS 'The seller''s shop on the marketplace, as the reference data spells it.';
COMMENT ON COLUMN penstock.shop_hours.hour IS 'The beginning of the hour. An order counts in the hour in which it was created.';
COMMENT ON COLUMN penstock.shop_hours.currency IS 'ISO 4217 code of the amounts.';
COMMENT ON COLUMN penstock.shop_hours.orders IS 'Orders in this currency that reached us, cancelled ones included.';
COMMENT ON COLUMN penstock.shop_hours.amount_minor IS
  'What their buyers pay, as their newest versions say, in minor units of the currency.';
COMMENT ON COLUMN penstock.shop_hours.expected_orders IS 'What the marketplace counts; absent while it has not told.';
COMMENT ON COLUMN penstock.shop_hours.expected_minor IS 'What the marketplace adds up, in minor units of the currency.';
COMMENT ON COLUMN penstock.shop_hours.compare_at IS
  'From when on the two must agree: ten minutes after the marketplace told its total.';
COMMENT ON COLUMN penstock.shop_hours.version IS
  'How many changes the row sums up. The guard: a row is replaced only by one with a higher number.';

CREATE VIEW penstock.shop_hour_gaps AS
  SELECT marketplace,
         shop,
         hour,
         currency,
         expected_orders - orders AS missing_orders,
         expected_minor - amount_minor AS missing_minor
    FROM penstock.shop_hours
   WHERE compare_at <= now()
     AND (expected_orders <> orders OR expected_minor <> amount_minor);

COMMENT ON VIEW penstock.shop_hour_gaps IS
  'Hours in which a marketplace counts other orders than reached us: an order that never came is money lost.';
COMMENT ON COLUMN penstock.shop_hour_gaps.marketplace IS 'The marketplace.';
COMMENT ON COLUMN penstock.shop_hour_gaps.shop IS 'The shop.';
COMMENT ON COLUMN penstock.shop_hour_gaps.hour IS 'The beginning of the hour.';
COMMENT ON COLUMN penstock.shop_hour_gaps.currency IS 'The currency of the orders.';
COMMENT ON COLUMN penstock.shop_hour_gaps.missing_orders IS 'How many orders did not reach us; below 0 where more did than the marketplace counts.';
COMMENT ON COLUMN penstock.shop_hour_gaps.missing_minor IS 'By how much the amounts differ, in minor units.';
