CREATE TABLE penstock.sales_daily (
  marketplace      text   NOT NULL,
  shop             text   NOT NULL,
  day              date   NOT NULL,
  currency         text   NOT NULL,
  orders           bigint NOT NULL,
  units            bigint NOT NULL,
  gross_minor      bigint NOT NULL,
  cancelled_orders bigint NOT NULL,
  cancelled_units  bigint NOT NULL,
  cancelled_minor  bigint NOT NULL,
  version          bigint NOT NULL,
  PRIMARY KEY (marketplace, shop, day, currency)
);

COMMENT ON TABLE penstock.sales_daily IS
  'Sales per shop, day and currency. A sale counts once per order, when its audit first passes, on the day it was paid.';
COMMENT ON COLUMN penstock.sales_daily.marketplace IS 'The marketplace: taobao, amazon, ...';
COMMENT ON COLUMN penstock.sales_daily.shop IS 'The seller''s shop on the marketplace, as the reference data spells it.';
COMMENT ON COLUMN penstock.sales_daily.day IS
  'The day of payment, or of placing where there is no payment (cash on delivery), in the shop''s own zone.';
COMMENT ON COLUMN penstock.sales_daily.currency IS 'ISO 4217 code of the amounts.';
COMMENT ON COLUMN penstock.sales_daily.orders IS 'Orders sold, those cancelled since included.';
COMMENT ON COLUMN penstock.sales_daily.units IS 'Units sold, those cancelled since included.';
COMMENT ON COLUMN penstock.sales_daily.gross_minor IS
  'What the buyers pay for those orders, in minor units of the currency: 1250 is 12.50 USD, 1250 JPY or 1.250 KWD.';
COMMENT ON COLUMN penstock.sales_daily.cancelled_orders IS 'Of the orders, those cancelled since, on whatever day that was.';
COMMENT ON COLUMN penstock.sales_daily.cancelled_units IS 'The units of the cancelled orders.';
COMMENT ON COLUMN penstock.sales_daily.cancelled_minor IS 'The amounts of the cancelled orders, in minor units.';
COMMENT ON COLUMN penstock.sales_daily.version IS
  'How many changes the row sums up. The guard: a row is replaced only by one with a higher number.';
