-- Orders that their marketplaces told of before they gave them.

COMMENT ON COLUMN penstock.order_exceptions.kind IS
  'What it is: HELD, REJECTED, DELIVERY_REJECTED, SHIPPED_AFTER_CANCEL or NOT_ANSWERED.';
COMMENT ON COLUMN penstock.open_exceptions.kind IS
  'HELD, REJECTED, DELIVERY_REJECTED, SHIPPED_AFTER_CANCEL or NOT_ANSWERED.';
COMMENT ON COLUMN penstock.order_status.currency IS
  'ISO 4217; XXX of an order that its marketplace told of and has not given yet.';
COMMENT ON COLUMN penstock.order_status.status IS
  'AWAITED, NEW, WAITING, HELD, REJECTED, PASSED, BACKORDERED, ALLOCATED, PARTLY_SHIPPED, SHIPPED, CANCELLING or CANCELLED. AWAITED: the marketplace told of the order, but has not given it yet.';
