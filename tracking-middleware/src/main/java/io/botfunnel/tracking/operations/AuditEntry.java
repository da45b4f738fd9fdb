package io.botfunnel.tracking.operations;

import java.time.Instant;

/**
 * An action of an operator, as kept in the audit. Immutable.
 *
 * @param at when it was done
 * @param who the way it was done, such as "console" or "command"
 * @param what the action, the entries it concerned and how many were changed
 */
public record AuditEntry(Instant at, String who, String what) {}
