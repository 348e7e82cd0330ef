package io.penstock.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An input record that could not be used, with the reason and the means to replay it.
 *
 * <p>The reason never quotes the payload: payloads hold personal data, and reasons are read in logs
 * and tables.
 *
 * @param code a stable word for machines: {@code BROKEN_JSON}, {@code UNKNOWN_MARKETPLACE}, ...
 * @param reason one sentence for people
 * @param bytes the length of the original value
 * @param sha256 of the original value, hexadecimal
 * @param valueBase64 the original value; absent where it is too large to copy, {@code cause} then
 *     still says where it lies
 */
public record DeadLetter(
    Cause cause,
    Instant timestamp,
    @Nullable String key,
    @Nullable String marketplace,
    @Nullable String shop,
    @Nullable String event,
    String code,
    String reason,
    int bytes,
    String sha256,
    @Nullable String valueBase64) {}
