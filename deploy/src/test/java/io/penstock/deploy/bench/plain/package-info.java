/** Tests of the plain loop: it must do the work that it is compared by. */
@NullMarked
package io.penstock.deploy.bench.plain;

import org.jspecify.annotations.NullMarked;
