/**
 * A peak day to play: sample reference data, native orders at a rate, and warehouses that answer.
 */
@NullMarked
package io.penstock.deploy.load;

import org.jspecify.annotations.NullMarked;
