/** Tests of how whole jobs are measured. */
@NullMarked
package io.penstock.deploy.bench.path;

import org.jspecify.annotations.NullMarked;
