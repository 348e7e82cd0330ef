/** What all edges share: JSON, and the words for input that cannot be read. */
@NullMarked
package io.penstock.connectors;

import org.jspecify.annotations.NullMarked;
