/**
 * What each step of an order's way costs by itself, in time and in bytes: JMH's benchmarks, each in
 * a JVM of its own.
 */
@NullMarked
package io.penstock.deploy.bench.micro;

import org.jspecify.annotations.NullMarked;
