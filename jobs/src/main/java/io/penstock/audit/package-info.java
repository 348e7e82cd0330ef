/**
 * Decides by the business's own rules whether an order may be fulfilled.
 *
 * <p>Whatever reaches it waits for event time, so that the same topics give the same decisions.
 * What comes to be known later, of people or of rules, reaches back to the orders that are open.
 */
@NullMarked
package io.penstock.audit;

import org.jspecify.annotations.NullMarked;
