package io.penstock.connectors.marketplace;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * A marketplace as texts, so that it travels inside an operator to machines without its files.
 *
 * @param name of its folder, and the first part of the keys of its orders
 * @param aliases other names under which its records may come; they mean the same marketplace
 * @param source where it was read, for messages
 * @param settings the text of {@code marketplace.json}
 * @param mappings the text of the mapping of each kind of message that it sends; at least one
 */
record Marketplace(
    String name,
    List<String> aliases,
    String source,
    String settings,
    SortedMap<MessageKind, String> mappings)
    implements Serializable {}
