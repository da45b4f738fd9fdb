package io.botfunnel.tracking.operations;

/**
 * What was erased of a person.
 *
 * @param entries entries that no longer say whose they are, nor what they said
 * @param bindings uids that nobody owns any more
 * @param busy entries that are on their way right now: forget once more
 */
public record Forgotten(int entries, int bindings, int busy) {}
