package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select entries: an entry has to match every option that is given. */
final class FilterOptions {
  @Option(
      names = "--state",
      paramLabel = "STATE",
      converter = StateConverter.class,
      completionCandidates = StateConverter.class,
      description = "The state: waiting, delivered, duplicate, refused or erased.")
  private @Nullable State state;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = KindConverter.class,
      completionCandidates = KindConverter.class,
      description =
          "The kind: bind, contact, subscribed, registration or deposit; update in the inbox.")
  private @Nullable String kind;

  @Option(names = "--user", paramLabel = "ID", description = "A user's Telegram id.")
  private @Nullable Long user;

  @Option(
      names = "--uid",
      paramLabel = "UID",
      description = "A click id, without the start prefix (fb_).")
  private @Nullable String uid;

  @Option(names = "--eid", paramLabel = "EID", description = "An event's eid.")
  private @Nullable String eid;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "A part of the reason, such as invalid_value or 'HTTP 400'.")
  private @Nullable String reason;

  @Option(
      names = "--inbox",
      description = "Selects updates for the bot's handlers, instead of events for XTRACKER.")
  private boolean inbox;

  @Option(
      names = "--conversions",
      description = "Selects conversions for the bot's onConversion, instead of events.")
  private boolean conversions;

  Filter filter() {
    checkIds();
    return new Filter(topic(), state, kind, eid, user, uid, reason);
  }

  Topic topic() {
    if (inbox && conversions) {
      throw CommandException.usage(
          "--inbox and --conversions are two queues, and a command works on one", "Leave one out");
    }
    if (conversions) {
      return Topic.CONVERSIONS;
    }
    return inbox ? Topic.INBOX : Topic.OUTBOX;
  }

  /** Whether no option narrows the selection. */
  boolean isEverything() {
    return filter().equals(new Filter(topic(), null, null, null, null, null, null));
  }

  private void checkIds() {
    if (user != null) {
      new UserId(user);
    }
    if (uid != null) {
      new ClickId(uid);
    }
  }
}
