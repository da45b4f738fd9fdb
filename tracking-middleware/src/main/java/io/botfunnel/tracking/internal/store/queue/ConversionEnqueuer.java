package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.Webhook;
import io.botfunnel.tracking.internal.conversion.ConversionCodec;
import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.LaneName;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.Bindings;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the queue of conversions what the bot receives: each recorded conversion once, and
 * those from XTRACKER's webhook that are not among them. XTRACKER sends no eid, so it recognizes
 * our own by event, time, and user or click.
 */
public final class ConversionEnqueuer {
  private final EntryAppender appender;
  private final Bindings bindings;
  private final boolean wanted;
  private final Topic conversions;

  /**
   * @param wanted whether the bot wants to receive conversions
   */
  public ConversionEnqueuer(
      BotName bot, EntryAppender appender, Bindings bindings, boolean wanted) {
    this.conversions = Topic.CONVERSIONS.of(bot);
    this.appender = appender;
    this.bindings = bindings;
    this.wanted = wanted;
  }

  /**
   * Enqueues a conversion that entered the outbox in this lane.
   *
   * @param refusal why the bot does not receive it yet; null if it does
   */
  void enqueue(Transaction tx, Conversion conversion, String lane, @Nullable String refusal)
      throws SQLException {
    if (!wanted) {
      return;
    }
    String key = keyOfOurs(conversion, lane);
    // Two events of one user may share a millisecond, or a second if Telegram dates them.
    String free = knows(tx, key) ? key(conversion, "eid") : key;
    appender.append(tx, entry(conversion, lane, free), refusal);
  }

  /** Records a conversion that the bot must not receive, not even from XTRACKER. */
  void exclude(Transaction tx, Conversion conversion, String lane) throws SQLException {
    if (wanted) {
      appender.appendDelivered(tx, entry(conversion, lane, keyOfOurs(conversion, lane)));
    }
  }

  /** Enqueues a conversion that XTRACKER reported, unless it is one of ours. */
  Receipt enqueueReceived(Transaction tx, Webhook webhook) throws SQLException {
    Conversion conversion = webhook.conversion();
    List<String> possible = lanesOf(tx, webhook);
    for (String lane : possible) {
      if (knows(tx, keyOfOurs(conversion, lane))) {
        return new Receipt(Outcome.DUPLICATE, conversion.eid());
      }
    }
    Appended appended = append(tx, conversion, possible.get(0), key(conversion, "xtracker"));
    return new Receipt(Outcome.valueOf(appended.name()), conversion.eid());
  }

  /** The lanes where our own may be: its user's, or its click's if that was not bound then. */
  private List<String> lanesOf(Transaction tx, Webhook webhook) throws SQLException {
    List<String> possible = new ArrayList<>();
    if (webhook.conversion().subject() instanceof ClickId uid) {
      Optional<UserId> owner = bindings.ownerOf(tx.session(), uid);
      owner.map(LaneName::of).map(LaneName::value).ifPresent(possible::add);
      possible.add(LaneName.of(uid).value());
    }
    if (webhook.user() != null) {
      possible.add(LaneName.of(webhook.user()).value());
    }
    return possible;
  }

  private Appended append(Transaction tx, Conversion conversion, String lane, String key)
      throws SQLException {
    NewEntry entry = entry(conversion, lane, key);
    return wanted ? appender.append(tx, entry, null) : appender.appendDelivered(tx, entry);
  }

  private NewEntry entry(Conversion conversion, String lane, String key) {
    return new NewEntry(
        conversions,
        lane,
        conversion.name().wireName(),
        key,
        conversion.money() == null ? "" : conversion.money().toString(),
        ConversionCodec.write(conversion));
  }

  private boolean knows(Transaction tx, String key) throws SQLException {
    return appender.fingerprint(tx, conversions, key).isPresent();
  }

  private static String keyOfOurs(Conversion conversion, String lane) {
    return "%s/%s/%d"
        .formatted(conversion.name().wireName(), lane, conversion.occurredAt().toEpochMilli());
  }

  private static String key(Conversion conversion, String what) {
    return "%s/%s/%s".formatted(conversion.name().wireName(), what, conversion.eid());
  }
}
