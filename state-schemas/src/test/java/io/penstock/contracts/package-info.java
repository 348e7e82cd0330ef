/** The public contracts, as tests read them. */
@NullMarked
package io.penstock.contracts;

import org.jspecify.annotations.NullMarked;
