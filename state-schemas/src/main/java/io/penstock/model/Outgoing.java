package io.penstock.model;

import org.jspecify.annotations.Nullable;

/**
 * One record on its way to a topic, already serialized. All topics of a job share one transactional
 * sink, so what belongs together becomes visible together.
 *
 * @param topic without the prefix: {@code order-events}
 * @param event goes into the header of that name, for readers that need only some kinds of records
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
public record Outgoing(String topic, String key, @Nullable String event, byte[] value) {}
