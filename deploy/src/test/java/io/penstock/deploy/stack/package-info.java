/** What the servers promise. */
@NullMarked
package io.penstock.deploy.stack;

import org.jspecify.annotations.NullMarked;
