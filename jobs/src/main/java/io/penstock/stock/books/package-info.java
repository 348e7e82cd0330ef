/**
 * The books of one stock pool: cells, orders, parcels and queues, every change of them, and what is
 * said of it.
 */
@NullMarked
package io.penstock.stock.books;

import org.jspecify.annotations.NullMarked;
