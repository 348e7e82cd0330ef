/**
 * What lies in savepoints. Names of uids, states, records and components are storage: they are
 * added to, never renamed.
 */
@NullMarked
package io.penstock.state;

import org.jspecify.annotations.NullMarked;
