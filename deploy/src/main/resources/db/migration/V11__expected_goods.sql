-- When goods are expected that an order waits for.

ALTER TABLE penstock.order_status ADD COLUMN expected_at timestamptz;

COMMENT ON COLUMN penstock.order_status.expected_at IS
  'When the goods are expected that a BACKORDERED order waits for; absent where no purchase order brings enough in time.';
