package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.payments.SuccessfulPayment;

/**
 * Detects that a user paid an invoice of the bot: a deposit of the payer, counted once per charge.
 * Each payment of a subscription has its own charge. A payment of unknown worth is logged and not
 * counted.
 */
final class PaymentSource implements Source {
  private static final Logger log = LoggerFactory.getLogger(PaymentSource.class);

  private final @Nullable StarsRate starsRate;

  PaymentSource(@Nullable StarsRate starsRate) {
    this.starsRate = starsRate;
  }

  @Override
  public Optional<Recordable> in(Update update) {
    Message message = update.getMessage();
    return message == null || message.getSuccessfulPayment() == null
        ? Optional.empty()
        : paid(update, message);
  }

  private Optional<Recordable> paid(Update update, Message message) {
    return Person.in(message.getFrom())
        .flatMap(
            user ->
                Person.at(message.getDate())
                    .flatMap(at -> counted(update, user, message.getSuccessfulPayment(), at)));
  }

  private Optional<Recordable> counted(
      Update update, UserId user, SuccessfulPayment payment, Instant at) {
    try {
      return Optional.of(deposit(user, payment, at));
    } catch (IllegalArgumentException unknownWorth) {
      log.warn(
          "Update {} is a payment that is not counted: {}",
          update.getUpdateId(),
          unknownWorth.getMessage());
      return Optional.empty();
    }
  }

  private Conversion deposit(UserId user, SuccessfulPayment payment, Instant at) {
    return Conversion.deposit(
        user,
        ChargeId.of(payment.getTelegramPaymentChargeId()),
        Price.of(payment.getCurrency(), payment.getTotalAmount()).worth(starsRate),
        at);
  }
}
