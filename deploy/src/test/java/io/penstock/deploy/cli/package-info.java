/** What the command promises. */
@NullMarked
package io.penstock.deploy.cli;

import org.jspecify.annotations.NullMarked;
