/** Print: the labels of deliveries are gathered into batches, each label once. */
@NullMarked
package io.penstock.print;

import org.jspecify.annotations.NullMarked;
