/** Whole jobs over real servers: on a cluster's own processes, and down to the tables. */
@NullMarked
package io.penstock.deploy;

import org.jspecify.annotations.NullMarked;
