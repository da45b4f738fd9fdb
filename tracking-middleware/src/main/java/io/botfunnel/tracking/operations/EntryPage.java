package io.botfunnel.tracking.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the entries that were asked for, newest first.
 *
 * @param entries may be empty though older ones follow: a listing looks at a bounded number
 * @param next where to go on, or null where none follow
 */
public record EntryPage(List<Recorded> entries, @Nullable Long next) {}
