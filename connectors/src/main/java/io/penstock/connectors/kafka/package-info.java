/** Topics in and out, exactly once. */
@NullMarked
package io.penstock.connectors.kafka;

import org.jspecify.annotations.NullMarked;
