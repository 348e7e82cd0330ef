/** Tables that analysts read, written at least once and guarded by versions. */
@NullMarked
package io.penstock.connectors.postgres;

import org.jspecify.annotations.NullMarked;
