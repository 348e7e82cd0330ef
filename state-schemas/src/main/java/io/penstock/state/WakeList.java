package io.penstock.state;

import java.util.List;

/**
 * What to look at at the end of one wave. Some of it may have gone before: it only says where to
 * look.
 *
 * @param keys in the order in which they were listed
 */
public record WakeList(List<String> keys) {}
