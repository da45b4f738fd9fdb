package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Happening;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** The hooks of one subject. */
final class SubjectHooks implements Hooks {
  private final Subject subject;
  private final InstantSource time;
  private final Function<Happening, Receipt> record;

  SubjectHooks(Subject subject, InstantSource time, Function<Happening, Receipt> record) {
    this.subject = subject;
    this.time = time;
    this.record = record;
  }

  @Override
  public Hooks at(Instant occurredAt) {
    return new SubjectHooks(subject, InstantSource.fixed(occurredAt), record);
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
