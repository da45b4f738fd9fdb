package io.botfunnel.tracking.operations;

import org.jspecify.annotations.Nullable;

/**
 * The result of one step of a change to many entries. Immutable.
 *
 * @param changed how many entries this step changed
 * @param busy how many entries could not be changed because they are in flight
 * @param next where the next step continues, for the parameter {@code before}; null if all is done
 */
public record BulkResult(int changed, int busy, @Nullable Long next) {}
