/**
 * What is known of the people whom orders name: whether they are on the denylist, what else they
 * ordered, and whether the same once more.
 *
 * <p>Kept by person, while an order is judged by order: each accepted version tells of those whom
 * it names, and whatever is notable of them is told to the audit ahead of the version's own time.
 * What comes to be known later is told to the orders that are still open.
 */
@NullMarked
package io.penstock.audit.people;

import org.jspecify.annotations.NullMarked;
