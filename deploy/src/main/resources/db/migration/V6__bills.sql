-- What marketplaces bill.

CREATE TABLE penstock.bill_lines (
  marketplace     text    NOT NULL,
  shop            text    NOT NULL,
  statement_id    text    NOT NULL,
  entry_id        text    NOT NULL,
  order_id        text,
  line_id         text,
  sku             text,
  type            text    NOT NULL,
  fee_type        text    NOT NULL,
  currency        text    NOT NULL,
  amount_minor    bigint  NOT NULL,
  posted_at       timestamptz,
  payout_id       text,
  cause_topic     text    NOT NULL,
  cause_partition integer NOT NULL,
  cause_offset    bigint  NOT NULL,
  PRIMARY KEY (marketplace, shop, statement_id, entry_id)
);

CREATE INDEX bill_lines_order ON penstock.bill_lines (marketplace, shop, order_id);

COMMENT ON TABLE penstock.bill_lines IS
  'The lines of the marketplaces'' bills, each once however often a bill is issued.';
COMMENT ON COLUMN penstock.bill_lines.marketplace IS 'The marketplace: taobao, amazon, ...';
COMMENT ON COLUMN penstock.bill_lines.shop IS 'The seller''s shop on the marketplace, as the reference data spells it.';
COMMENT ON COLUMN penstock.bill_lines.statement_id IS
  'The marketplace''s id of the bill; empty for lines that it tells before they are billed.';
COMMENT ON COLUMN penstock.bill_lines.entry_id IS
  'The marketplace''s id of the line, or one derived from what the line says.';
COMMENT ON COLUMN penstock.bill_lines.order_id IS 'The order that it is about; absent for what concerns none.';
COMMENT ON COLUMN penstock.bill_lines.line_id IS 'The sub-order that it is about.';
COMMENT ON COLUMN penstock.bill_lines.sku IS 'The seller''s SKU, where the bill names it.';
COMMENT ON COLUMN penstock.bill_lines.type IS
  'SALE, FREIGHT, TAX, DISCOUNT, SUBSIDY, COMMISSION, FEE, REFUND, ADJUSTMENT, RESERVE, CHARGEBACK, PAYOUT or OTHER.';
COMMENT ON COLUMN penstock.bill_lines.fee_type IS 'The marketplace''s own word for it.';
COMMENT ON COLUMN penstock.bill_lines.currency IS 'ISO 4217 code of amount_minor.';
COMMENT ON COLUMN penstock.bill_lines.amount_minor IS
  'In minor units, as the seller''s account there sees it: positive is owed to the seller, a payout is negative. A complete bill sums to 0.';
COMMENT ON COLUMN penstock.bill_lines.posted_at IS 'When the marketplace posted it.';
COMMENT ON COLUMN penstock.bill_lines.payout_id IS 'The transfer to the seller''s bank that it was part of.';
COMMENT ON COLUMN penstock.bill_lines.cause_topic IS 'The topic of the record that it was read from.';
COMMENT ON COLUMN penstock.bill_lines.cause_partition IS 'The partition of that record.';
COMMENT ON COLUMN penstock.bill_lines.cause_offset IS 'The offset of that record.';
