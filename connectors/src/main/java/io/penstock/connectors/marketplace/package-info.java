/** Marketplaces as data: a folder each, and the machine that applies it. */
@NullMarked
package io.penstock.connectors.marketplace;

import org.jspecify.annotations.NullMarked;
