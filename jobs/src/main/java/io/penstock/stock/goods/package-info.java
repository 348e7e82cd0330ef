/**
 * What an order is besides the lines that its marketplace knows: bundles, taken apart, and gifts.
 */
@NullMarked
package io.penstock.stock.goods;

import org.jspecify.annotations.NullMarked;
