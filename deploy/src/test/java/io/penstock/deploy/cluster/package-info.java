/** A Flink cluster of processes of their own, for tests of what a cluster is given. */
@NullMarked
package io.penstock.deploy.cluster;

import org.jspecify.annotations.NullMarked;
