package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import io.botfunnel.bot.UpdateHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * A funnel as a conversation: start, subscribe, register, deposit, and the user's status.
 *
 * <p>Every step is recorded before it is answered, so a crash in between repeats the answer and not
 * the step. Buttons carry the commands that they stand for. In a group the bot answers only
 * messages addressed to it. Safe for use from any thread.
 */
final class FunnelBot implements UpdateHandler {
  private final Map<String, Step> steps =
      Map.of(
          "start", new Start(),
          "subscribe", new Subscribe(),
          "register", new Register(),
          "deposit", new Deposit(),
          "status", new Status());
  private final OwnName ownName = new OwnName();

  @Override
  public void handle(BotContext context) throws TelegramApiException {
    Tap.acknowledge(context);
    Optional<BotReply> answer = Speaker.isPerson(context) ? answer(context) : Optional.empty();
    if (answer.isPresent()) {
      answer.get().send(context);
    }
  }

  private Optional<BotReply> answer(BotContext context) {
    return Request.in(context.text())
        .map(request -> answer(context, request))
        .orElseGet(() -> Speaker.isAloneWithUs(context) ? Optional.of(help()) : Optional.empty());
  }

  private Optional<BotReply> answer(BotContext context, Request request) {
    if (!ownName.isMeantBy(request, context)) {
      return Optional.empty();
    }
    Step step = steps.get(request.command());
    if (step != null) {
      return Optional.of(taken(step, context, request.arguments()));
    }
    // In a group, an unknown command that names no bot may be another bot's.
    boolean ours = Speaker.isAloneWithUs(context) || request.addressee().isPresent();
    return ours ? Optional.of(help()) : Optional.empty();
  }

  /** Shows the hook's error to the user: it names what is wrong, the rule and the remedy. */
  private static BotReply taken(Step step, BotContext context, List<String> arguments) {
    try {
      return step.take(context, arguments);
    } catch (IllegalArgumentException wrong) {
      return BotReply.of(wrong.getMessage() + "\n\n" + step.usage());
    }
  }

  private static BotReply help() {
    return BotReply.of(
            """
            I take you through the funnel:
            /subscribe
            /register <trader-id>
            /deposit <amount> [currency] <transaction-id>
            /status shows what has been recorded for you""")
        .withSteps();
  }
}
