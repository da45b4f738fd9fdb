package io.botfunnel.tracking.operations;

import org.jspecify.annotations.Nullable;

/**
 * An entry with what is sent.
 *
 * @param entry as it is listed
 * @param body the bytes of every attempt as text; null once it is erased
 */
public record EntryDetail(Recorded entry, @Nullable String body) {}
