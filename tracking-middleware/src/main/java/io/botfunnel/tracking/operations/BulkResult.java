package io.botfunnel.tracking.operations;

import org.jspecify.annotations.Nullable;

/**
 * A step of a change of many entries.
 *
 * @param changed how many were changed by this step
 * @param busy how many could not be changed, for they are on their way right now
 * @param next where to go on, or null where all is done
 */
public record BulkResult(int changed, int busy, @Nullable Long next) {}
