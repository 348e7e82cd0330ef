package io.penstock.state;

import io.penstock.model.ReceivedNews;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that its marketplace was asked for, or will be. Kept in savepoints until it comes.
 *
 * @param news the newest that the order must explain
 * @param standing the newest of them that say where the order stands; absent where none do
 * @param asked how often it was asked for
 * @param askAgainAt when it is asked for next, in event time; absent where it was often enough
 */
public record Awaited(
    ReceivedNews news, @Nullable ReceivedNews standing, int asked, @Nullable Instant askAgainAt) {}
