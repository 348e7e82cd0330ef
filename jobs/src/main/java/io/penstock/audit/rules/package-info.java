/** The business's rules: what they may say and know, which of them hold when, and what they say. */
@NullMarked
package io.penstock.audit.rules;

import org.jspecify.annotations.NullMarked;
