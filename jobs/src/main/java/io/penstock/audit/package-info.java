/** Decides by the business's own rules whether an order may be fulfilled. */
@NullMarked
package io.penstock.audit;

import org.jspecify.annotations.NullMarked;
