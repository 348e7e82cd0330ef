-- In whose hands an exception is, and until when.

ALTER TABLE penstock.order_exceptions
  ADD COLUMN owner  text,
  ADD COLUMN due_by timestamptz;

COMMENT ON COLUMN penstock.order_exceptions.owner IS
  'The role that must look first; absent where no playbook names one.';
COMMENT ON COLUMN penstock.order_exceptions.due_by IS
  'Until when, by the most urgent of its playbooks; absent where none has a deadline, or it is over.';

CREATE OR REPLACE VIEW penstock.open_exceptions AS
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
         s.total_minor,
         e.owner,
         e.due_by
    FROM penstock.order_exceptions e
    LEFT JOIN penstock.order_status s USING (marketplace, shop, order_id)
   WHERE e.cleared_at IS NULL;

COMMENT ON COLUMN penstock.open_exceptions.owner IS
  'The role that must look first; absent where no playbook names one.';
COMMENT ON COLUMN penstock.open_exceptions.due_by IS
  'Until when, by the most urgent of its playbooks; absent where none has a deadline, or it is over.';
COMMENT ON COLUMN penstock.order_status.reasons IS
  'Why it stands there: an array of {code, rule, ruleVersion, detail, owner, dueBy}, empty where nothing needs explaining.';
