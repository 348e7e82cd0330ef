/**
 * Keyed state that is decoded once and written once per checkpoint, however often it changes in
 * between: an order's rows change half a dozen times within seconds, and each look at RocksDB costs
 * more than the decision it is for.
 */
@NullMarked
package io.penstock.writeback;

import org.jspecify.annotations.NullMarked;
