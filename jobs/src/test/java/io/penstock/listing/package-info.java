@NullMarked
package io.penstock.listing;

import org.jspecify.annotations.NullMarked;
