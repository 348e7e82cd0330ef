/** Tests of the load: what a peak day is made of, and how warehouses answer. */
@NullMarked
package io.penstock.deploy.load;

import org.jspecify.annotations.NullMarked;
