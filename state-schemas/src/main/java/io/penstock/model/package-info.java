/** What travels between the stages and over the public topics: plain immutable records. */
@NullMarked
package io.penstock.model;

import org.jspecify.annotations.NullMarked;
