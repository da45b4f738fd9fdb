package io.botfunnel.tracking.internal.store.queue;

import java.time.Instant;

/**
 * What another process says of one of its bots.
 *
 * @param process its number and its machine, such as {@code 4711@web-1}
 * @param word as the bot says it
 * @param since when that began, by the database's clock
 * @param fresh false if it lives and has not said it again for as long as two leases last
 */
public record SaidVerdict(String process, String word, Instant since, boolean fresh) {}
