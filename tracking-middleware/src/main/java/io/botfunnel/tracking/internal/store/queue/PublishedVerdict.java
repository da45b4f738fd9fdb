package io.botfunnel.tracking.internal.store.queue;

import java.time.Instant;

/**
 * The verdict that another process publishes about one of its bots.
 *
 * @param process its process id and host, such as {@code 4711@web-1}
 * @param word the verdict in the bot's own word
 * @param since when it began, by the database's clock
 * @param fresh false if the process is alive but has not renewed the verdict for two leases
 */
public record PublishedVerdict(String process, String word, Instant since, boolean fresh) {}
