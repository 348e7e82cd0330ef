/** The jobs: each names addresses and hands them to its pipeline. */
@NullMarked
package io.penstock;

import org.jspecify.annotations.NullMarked;
