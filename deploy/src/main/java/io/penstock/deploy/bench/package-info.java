/** What things cost, measured side by side in one run: ratios, because machines differ. */
@NullMarked
package io.penstock.deploy.bench;

import org.jspecify.annotations.NullMarked;
