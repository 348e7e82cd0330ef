/** Tests of what the benchmarks of single steps do. */
@NullMarked
package io.penstock.deploy.bench.micro;

import org.jspecify.annotations.NullMarked;
