-- What lies where, and whether the ledger of the stock bears it out.

CREATE TABLE penstock.stock (
  pool       text        NOT NULL,
  sku        text        NOT NULL,
  warehouse  text        NOT NULL,
  quality    text        NOT NULL,
  on_hand    bigint      NOT NULL,
  locked     bigint      NOT NULL,
  residue    bigint      NOT NULL,
  updated_at timestamptz NOT NULL,
  sequence   bigint      NOT NULL,
  PRIMARY KEY (pool, sku, warehouse, quality)
) WITH (fillfactor = 80);

COMMENT ON TABLE penstock.stock IS
  'How many units of each article are in each warehouse, by class, and how many are kept for orders.';
COMMENT ON COLUMN penstock.stock.pool IS 'Whose goods: the stock pool.';
COMMENT ON COLUMN penstock.stock.sku IS 'The article.';
COMMENT ON COLUMN penstock.stock.warehouse IS 'The warehouse.';
COMMENT ON COLUMN penstock.stock.quality IS
  'GOOD can be sold, DAMAGED is there and is not, of QUARANTINE nobody has said yet what it is.';
COMMENT ON COLUMN penstock.stock.on_hand IS
  'Units there are; below 0 while more have left than the warehouse ever told of.';
COMMENT ON COLUMN penstock.stock.locked IS 'Units kept for orders that have not left; more than on_hand where some are missing.';
COMMENT ON COLUMN penstock.stock.residue IS
  'By how many units this and the sum of the ledger (stock-movements) differ: 0, or something is wrong.';
COMMENT ON COLUMN penstock.stock.updated_at IS 'The time of the record that changed it last.';
COMMENT ON COLUMN penstock.stock.sequence IS
  'The ledger''s entry of the article that this row is as of. The guard: a row is replaced only by one with a higher number.';

CREATE VIEW penstock.stock_residue AS
  SELECT pool, sku, warehouse, quality, on_hand, locked, residue, updated_at
    FROM penstock.stock
   WHERE residue <> 0;

COMMENT ON VIEW penstock.stock_residue IS
  'Goods of which stock and ledger disagree: empty, or units were invented or lost.';
COMMENT ON COLUMN penstock.stock_residue.pool IS 'The stock pool.';
COMMENT ON COLUMN penstock.stock_residue.sku IS 'The article.';
COMMENT ON COLUMN penstock.stock_residue.warehouse IS 'The warehouse.';
COMMENT ON COLUMN penstock.stock_residue.quality IS 'The class of the goods.';
COMMENT ON COLUMN penstock.stock_residue.on_hand IS 'Units there are, as the stock says.';
COMMENT ON COLUMN penstock.stock_residue.locked IS 'Units kept for orders, as the stock says.';
COMMENT ON COLUMN penstock.stock_residue.residue IS 'By how many units the ledger adds up to something else.';
COMMENT ON COLUMN penstock.stock_residue.updated_at IS 'When it changed last.';
