/** Which warehouses an order is shipped from. */
@NullMarked
package io.penstock.stock.sourcing;

import org.jspecify.annotations.NullMarked;
