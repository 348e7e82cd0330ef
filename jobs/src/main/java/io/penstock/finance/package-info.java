/** What was sold: from the events of orders to totals that finance can rely on. */
@NullMarked
package io.penstock.finance;

import org.jspecify.annotations.NullMarked;
