package io.penstock.model;

/**
 * What must not be so of the stock when goods are locked for an order: the second clause of a rule
 * whose first was true of it.
 *
 * @param ruleVersion of the rule
 * @param reason the code that goes with the hold
 * @param expression CEL over the view of the stock; true means that the order is held
 */
public record StockCondition(String rule, int ruleVersion, String reason, String expression) {}
