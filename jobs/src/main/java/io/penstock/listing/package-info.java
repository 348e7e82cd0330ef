/** Tells shops what they may sell, no faster than their marketplaces allow. */
@NullMarked
package io.penstock.listing;

import org.jspecify.annotations.NullMarked;
