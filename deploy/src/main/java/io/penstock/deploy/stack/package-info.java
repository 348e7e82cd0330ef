/** Everything that Penstock needs around it, on one machine: broker, database, Flink, topics. */
@NullMarked
package io.penstock.deploy.stack;

import org.jspecify.annotations.NullMarked;
