/** Real orders through all jobs, from what marketplaces send to what topics and tables say. */
@NullMarked
package io.penstock.deploy.endtoend;

import org.jspecify.annotations.NullMarked;
