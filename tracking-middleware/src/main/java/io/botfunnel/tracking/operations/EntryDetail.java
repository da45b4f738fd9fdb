package io.botfunnel.tracking.operations;

import org.jspecify.annotations.Nullable;

/**
 * An entry with its body. Immutable.
 *
 * @param entry the entry as on an {@link EntryPage}
 * @param body the text sent at every attempt; null once it is erased
 */
public record EntryDetail(Recorded entry, @Nullable String body) {}
