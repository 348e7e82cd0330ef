/** Bugs that are planted to see that the tests catch them. */
@NullMarked
package io.penstock.plants;

import org.jspecify.annotations.NullMarked;
