/** What carriers offer: services, where they go, what they cost and how long they take. */
@NullMarked
package io.penstock.stock.freight;

import org.jspecify.annotations.NullMarked;
