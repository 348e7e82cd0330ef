/** Intake: raw records become canonical orders, and each order is counted once. */
@NullMarked
package io.penstock.intake;

import org.jspecify.annotations.NullMarked;
