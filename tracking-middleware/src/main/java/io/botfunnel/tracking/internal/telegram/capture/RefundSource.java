package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.event.OperatorEvent.Kind;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.payments.RefundedPayment;

/**
 * Detects a refund: an operator event under the eid of its deposit, with the amount that Telegram
 * reports. Stars stay Stars here; the deposit itself records what they counted as.
 */
final class RefundSource implements Source {
  @Override
  public Optional<Recordable> in(Update update) {
    Message message = update.getMessage();
    return message == null || message.getRefundedPayment() == null
        ? Optional.empty()
        : givenBack(message);
  }

  private static Optional<Recordable> givenBack(Message message) {
    return Person.in(message.getFrom())
        .or(() -> Person.of(message.getChat()))
        .flatMap(
            user ->
                Person.at(message.getDate())
                    .flatMap(at -> noticed(user, message.getRefundedPayment(), at)));
  }

  private static Optional<Recordable> noticed(UserId user, RefundedPayment refund, Instant at) {
    try {
      EventId eid = EventId.deposit(ChargeId.of(refund.getTelegramPaymentChargeId()));
      String detail = Price.of(refund.getCurrency(), refund.getTotalAmount()).toString();
      return Optional.of(new OperatorEvent(Kind.REFUND, user, eid, detail, at));
    } catch (IllegalArgumentException incomplete) {
      return Optional.empty();
    }
  }
}
