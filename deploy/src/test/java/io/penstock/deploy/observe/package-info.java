/** What the observer's books promise. */
@NullMarked
package io.penstock.deploy.observe;

import org.jspecify.annotations.NullMarked;
