package io.botfunnel.tracking.operations;

import java.time.Instant;

/**
 * Something that an operator did.
 *
 * @param at when
 * @param who by which way, such as "console" or "command"
 * @param what what was done to what, and how many it were
 */
public record AuditEntry(Instant at, String who, String what) {}
