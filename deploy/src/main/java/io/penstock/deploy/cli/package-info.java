/** The command {@code penstock}. */
@NullMarked
package io.penstock.deploy.cli;

import org.jspecify.annotations.NullMarked;
