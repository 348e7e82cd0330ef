/** Rows of the tables that analysts read: no personal data, each with what guards it. */
@NullMarked
package io.penstock.model.table;

import org.jspecify.annotations.NullMarked;
