/**
 * Stock: one writer per pool locks goods for orders, all lines or none, and instructs the
 * warehouses.
 */
@NullMarked
package io.penstock.stock;

import org.jspecify.annotations.NullMarked;
