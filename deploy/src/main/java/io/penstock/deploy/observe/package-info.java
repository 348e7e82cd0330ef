/** Measures from outside what the jobs did: counts, stock, delays, and whether the tables agree. */
@NullMarked
package io.penstock.deploy.observe;

import org.jspecify.annotations.NullMarked;
