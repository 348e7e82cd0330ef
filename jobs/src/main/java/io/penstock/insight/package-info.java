/** Where orders stand and how they flow: from the events of orders to tables for people. */
@NullMarked
package io.penstock.insight;

import org.jspecify.annotations.NullMarked;
