package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The hooks of one user or click. Immutable. */
final class SubjectHooks implements Hooks {
  private final Subject subject;
  private final InstantSource time;
  private final Function<Conversion, Receipt> record;
  private final BiFunction<Connection, Conversion, Receipt> stage;

  /**
   * @param record records a conversion at once
   * @param stage stages a conversion in the caller's transaction
   */
  SubjectHooks(
      Subject subject,
      InstantSource time,
      Function<Conversion, Receipt> record,
      BiFunction<Connection, Conversion, Receipt> stage) {
    this.subject = subject;
    this.time = time;
    this.record = record;
    this.stage = stage;
  }

  @Override
  public Hooks occurredAt(Instant when) {
    return new SubjectHooks(subject, InstantSource.fixed(when), record, stage);
  }

  @Override
  public Hooks within(Connection connection) {
    return new SubjectHooks(
        subject, time, conversion -> stage.apply(connection, conversion), stage);
  }

  @Override
  public Receipt contact() {
    return record.apply(Conversion.contact(subject, time.instant()));
  }

  @Override
  public Receipt subscribed() {
    return record.apply(Conversion.subscribed(subject, time.instant()));
  }

  @Override
  public Receipt registration(String traderId) {
    return record.apply(Conversion.registration(subject, traderId, time.instant()));
  }

  @Override
  public Receipt deposit(Money money, String transactionId) {
    return record.apply(Conversion.deposit(subject, transactionId, money, time.instant()));
  }
}
