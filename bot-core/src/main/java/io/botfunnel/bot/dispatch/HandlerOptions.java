package io.botfunnel.bot.dispatch;

import java.time.Duration;
import java.util.List;

/**
 * How updates reach the bot's handlers.
 *
 * @param inbox whether updates are kept on disk until they are handled
 * @param handlerThreads how many chats are handled at once, 1 to 256
 * @param handlerRetries further tries of an update whose handler threw, 0 to 100
 * @param hangReportAfter how long a handler may run before the log reports it
 * @param suspectRunsAlone how long other handlers wait at most while a suspect runs alone, 1 s to 1
 *     min; a suspect may have ended the process
 * @param quarantineTrials when a quarantined entry is tried again. The first interval is how long
 *     the process must have lived before that trial; the others separate the following trials. The
 *     last one repeats
 */
public record HandlerOptions(
    boolean inbox,
    int handlerThreads,
    int handlerRetries,
    Duration hangReportAfter,
    Duration suspectRunsAlone,
    List<Duration> quarantineTrials) {
  public HandlerOptions {
    quarantineTrials = List.copyOf(quarantineTrials);
  }
}
