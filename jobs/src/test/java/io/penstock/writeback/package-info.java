@NullMarked
package io.penstock.writeback;

import org.jspecify.annotations.NullMarked;
