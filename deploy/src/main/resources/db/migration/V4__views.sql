CREATE VIEW penstock.backlog AS
  SELECT marketplace,
         shop,
         status,
         count(*)                                 AS orders,
         sum(units)::bigint                       AS units,
         min(placed_at)                           AS oldest_placed_at,
         count(*) FILTER (WHERE ship_by <= now()) AS overdue
    FROM penstock.order_status
   WHERE status NOT IN ('SHIPPED', 'CANCELLED', 'REJECTED')
   GROUP BY marketplace, shop, status;

COMMENT ON VIEW penstock.backlog IS 'Orders that have neither left nor ended, by where they stand.';
COMMENT ON COLUMN penstock.backlog.marketplace IS 'The marketplace.';
COMMENT ON COLUMN penstock.backlog.shop IS 'The shop.';
COMMENT ON COLUMN penstock.backlog.status IS 'Where the orders stand.';
COMMENT ON COLUMN penstock.backlog.orders IS 'How many orders.';
COMMENT ON COLUMN penstock.backlog.units IS 'Units of those orders.';
COMMENT ON COLUMN penstock.backlog.oldest_placed_at IS 'When the oldest of them was placed.';
COMMENT ON COLUMN penstock.backlog.overdue IS 'How many of them should have left by now.';

CREATE VIEW penstock.open_exceptions AS
  SELECT e.marketplace,
         e.shop,
         e.order_id,
         e.merchant,
         e.kind,
         e.codes,
         e.since,
         now() - e.since AS age,
         s.ship_by,
         s.currency,
         s.total_minor
    FROM penstock.order_exceptions e
    LEFT JOIN penstock.order_status s USING (marketplace, shop, order_id)
   WHERE e.cleared_at IS NULL;

COMMENT ON VIEW penstock.open_exceptions IS 'Orders that need a person now.';
COMMENT ON COLUMN penstock.open_exceptions.marketplace IS 'The marketplace.';
COMMENT ON COLUMN penstock.open_exceptions.shop IS 'The shop.';
COMMENT ON COLUMN penstock.open_exceptions.order_id IS 'The marketplace''s order id.';
COMMENT ON COLUMN penstock.open_exceptions.merchant IS 'Whose shop it is.';
COMMENT ON COLUMN penstock.open_exceptions.kind IS 'HELD, REJECTED, DELIVERY_REJECTED or SHIPPED_AFTER_CANCEL.';
COMMENT ON COLUMN penstock.open_exceptions.codes IS 'The codes of all reasons given.';
COMMENT ON COLUMN penstock.open_exceptions.since IS 'Since when it needs a person.';
COMMENT ON COLUMN penstock.open_exceptions.age IS 'For how long it has needed a person.';
COMMENT ON COLUMN penstock.open_exceptions.ship_by IS 'When it must have left a warehouse.';
COMMENT ON COLUMN penstock.open_exceptions.currency IS 'ISO 4217 code of total_minor.';
COMMENT ON COLUMN penstock.open_exceptions.total_minor IS 'The order''s total in minor units of the currency.';

CREATE VIEW penstock.funnel_hourly AS
  SELECT marketplace,
         date_trunc('hour', minute, 'UTC') AS hour,
         sum(received)::bigint             AS received,
         sum(redelivered)::bigint          AS redelivered,
         sum(stale)::bigint                AS stale,
         sum(passed)::bigint               AS passed,
         sum(held)::bigint                 AS held,
         sum(waiting)::bigint              AS waiting,
         sum(rejected)::bigint             AS rejected,
         sum(allocated)::bigint            AS allocated,
         sum(backordered)::bigint          AS backordered,
         sum(shipped)::bigint              AS shipped,
         sum(cancelled)::bigint            AS cancelled
    FROM penstock.funnel_minute
   GROUP BY 1, 2;

COMMENT ON VIEW penstock.funnel_hourly IS 'funnel_minute, summed by hour.';
COMMENT ON COLUMN penstock.funnel_hourly.marketplace IS 'The marketplace.';
COMMENT ON COLUMN penstock.funnel_hourly.hour IS 'The start of the hour.';
COMMENT ON COLUMN penstock.funnel_hourly.received IS 'New versions of orders accepted.';
COMMENT ON COLUMN penstock.funnel_hourly.redelivered IS 'Versions that came once more.';
COMMENT ON COLUMN penstock.funnel_hourly.stale IS 'Versions that came after a newer one.';
COMMENT ON COLUMN penstock.funnel_hourly.passed IS 'Audits that let the order pass.';
COMMENT ON COLUMN penstock.funnel_hourly.held IS 'Decisions to hold an order for a person.';
COMMENT ON COLUMN penstock.funnel_hourly.waiting IS 'Audits of orders that are not due yet.';
COMMENT ON COLUMN penstock.funnel_hourly.rejected IS 'Audits that refused the order.';
COMMENT ON COLUMN penstock.funnel_hourly.allocated IS 'Orders for which every line was locked.';
COMMENT ON COLUMN penstock.funnel_hourly.backordered IS 'Orders that were queued for goods.';
COMMENT ON COLUMN penstock.funnel_hourly.shipped IS 'Deliveries that left a warehouse.';
COMMENT ON COLUMN penstock.funnel_hourly.cancelled IS 'Orders that ended without trade.';

CREATE VIEW penstock.sales_net_daily AS
  SELECT marketplace,
         day,
         currency,
         sum(orders - cancelled_orders)::bigint     AS orders,
         sum(units - cancelled_units)::bigint       AS units,
         sum(gross_minor - cancelled_minor)::bigint AS net_minor
    FROM penstock.sales_daily
   GROUP BY marketplace, day, currency;

COMMENT ON VIEW penstock.sales_net_daily IS 'Sales less cancellations, per marketplace, day of sale and currency.';
COMMENT ON COLUMN penstock.sales_net_daily.marketplace IS 'The marketplace.';
COMMENT ON COLUMN penstock.sales_net_daily.day IS 'The day of sale, in each shop''s own zone.';
COMMENT ON COLUMN penstock.sales_net_daily.currency IS 'ISO 4217 code of net_minor.';
COMMENT ON COLUMN penstock.sales_net_daily.orders IS 'Orders sold and not cancelled since.';
COMMENT ON COLUMN penstock.sales_net_daily.units IS 'Units of those orders.';
COMMENT ON COLUMN penstock.sales_net_daily.net_minor IS 'What the buyers pay for those orders, in minor units of the currency.';

CREATE VIEW penstock.order_to_ship_daily AS
  SELECT marketplace,
         (shipped_at AT TIME ZONE 'UTC')::date AS day,
         count(*)                              AS orders,
         avg(shipped_at - coalesce(paid_at, placed_at)) AS mean_time,
         count(*) FILTER (WHERE shipped_at <= coalesce(paid_at, placed_at) + interval '24 hours')
                                               AS within_24_hours,
         count(*) FILTER (WHERE shipped_at > ship_by) AS late
    FROM penstock.order_status
   WHERE shipped_at IS NOT NULL
   GROUP BY 1, 2;

COMMENT ON VIEW penstock.order_to_ship_daily IS
  'How long orders took from payment, or from placing where there is none, until the first goods left.';
COMMENT ON COLUMN penstock.order_to_ship_daily.marketplace IS 'The marketplace.';
COMMENT ON COLUMN penstock.order_to_ship_daily.day IS 'The UTC day on which the first goods left.';
COMMENT ON COLUMN penstock.order_to_ship_daily.orders IS 'Orders of which goods left for the first time on that day.';
COMMENT ON COLUMN penstock.order_to_ship_daily.mean_time IS 'The mean of the times that they took.';
COMMENT ON COLUMN penstock.order_to_ship_daily.within_24_hours IS 'How many of them took at most 24 hours.';
COMMENT ON COLUMN penstock.order_to_ship_daily.late IS 'How many of them left after the marketplace''s promise.';
