/** Tracking: the ledger of every order, and what its marketplace must be told. */
@NullMarked
package io.penstock.tracking;

import org.jspecify.annotations.NullMarked;
