package io.botfunnel.tracking.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of entries, newest first. Immutable.
 *
 * @param entries may be empty even if older ones follow: a page examines a bounded number of rows
 * @param next where the next page begins, for the parameter {@code before}; null if none follows
 */
public record EntryPage(List<Recorded> entries, @Nullable Long next) {}
