/**
 * What a plain program on one thread costs that does the same work without any of the promises: no
 * Kafka, no checkpoints, and all its state in maps.
 */
@NullMarked
package io.penstock.deploy.bench.plain;

import org.jspecify.annotations.NullMarked;
