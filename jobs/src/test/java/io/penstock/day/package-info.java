/**
 * A day of orders of all marketplaces, as a person labelled it: what comes, and what must become of
 * it.
 */
@NullMarked
package io.penstock.day;

import org.jspecify.annotations.NullMarked;
