/**
 * What whole jobs cost: broker and job each run in a JVM of their own, so that the operating system
 * tells them apart, and load, warehouses and observer run outside of both.
 */
@NullMarked
package io.penstock.deploy.bench.path;

import org.jspecify.annotations.NullMarked;
