/** Orders of one consignee that wait for one another and travel together. */
@NullMarked
package io.penstock.stock.merge;

import org.jspecify.annotations.NullMarked;
