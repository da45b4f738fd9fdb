package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code /deposit <amount> [currency] <transaction-id>}: counted once per transaction.
 *
 * <p>Only for trying it out, because a user can type any amount and anybody's transaction id. A
 * real bot reports what its payment provider, Telegram or a partner's postback has confirmed.
 */
final class Deposit implements Step {
  private static final String USUAL_CURRENCY = "USD";
  private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

  @Override
  public BotReply take(BotContext context, List<String> arguments) {
    return switch (arguments.size()) {
      case 2 -> take(context, arguments.get(0), USUAL_CURRENCY, transaction(arguments.get(1)));
      case 3 -> take(context, arguments.get(0), arguments.get(1), arguments.get(2));
      default ->
          throw new IllegalArgumentException(
              "I need an amount and a transaction id, with a currency between them if it is not "
                  + USUAL_CURRENCY
                  + ".");
    };
  }

  @Override
  public String usage() {
    return "Write /deposit <amount> [currency] <transaction-id>, for example: "
        + "/deposit 25.00 USD tx-1";
  }

  private static BotReply take(
      BotContext context, String amount, String currency, String transaction) {
    Money money = Money.of(amount, currency);
    Receipt receipt = context.tracking().deposit(money, transaction);
    return BotReply.of(words(receipt, money, transaction));
  }

  private static String words(Receipt receipt, Money money, String transaction) {
    return switch (receipt.outcome()) {
      case QUEUED, STAGED ->
          "Thank you! %s of transaction %s is recorded.".formatted(money, transaction);
      case DUPLICATE ->
          "Transaction %s was already recorded; it counts once.".formatted(transaction);
      case ABOVE_CEILING ->
          "Thank you! %s of transaction %s will be checked first.".formatted(money, transaction);
      case CONFLICT ->
          "Transaction %s was already recorded with another amount or user; the first report stays."
              .formatted(transaction);
      case TOO_MANY -> throw new IllegalStateException("a deposit binds no uid: " + transaction);
    };
  }

  /** Rejects {@code /deposit 25 USD}: the transaction id is missing, and USD is not one. */
  private static String transaction(String word) {
    if (CURRENCY.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "'%s' looks like a currency: I need a transaction id after it.".formatted(word));
    }
    return word;
  }
}
