package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import io.botfunnel.tracking.operations.Recorded;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /status}: shows what was recorded for the user and how far it has come. */
final class Status implements Step {
  /**
   * Shows only the latest: a user reads no more than a screen, and a message holds 4,096
   * characters.
   */
  private static final int MOST_LINES = 20;

  @Override
  public BotReply take(BotContext context, List<String> arguments) {
    long user = context.userId().orElseThrow();
    String click =
        context
            .allTracking()
            .uidOf(user)
            .map("You came with the click id %s."::formatted)
            .orElse("You came without a click id.");
    return BotReply.of(click + "\n" + summary(context.allTracking().timeline(user)));
  }

  @Override
  public String usage() {
    return "Write /status";
  }

  private static String summary(List<Recorded> timeline) {
    if (timeline.isEmpty()) {
      return "Nothing has been recorded for you yet.";
    }
    int earlier = Math.max(0, timeline.size() - MOST_LINES);
    String before = earlier == 0 ? "" : "… and %d before\n".formatted(earlier);
    return timeline.stream()
        .skip(earlier)
        .map(Status::line)
        .collect(Collectors.joining("\n", before, ""));
  }

  private static String line(Recorded recorded) {
    String amount = recorded.amount().isEmpty() ? "" : " " + recorded.amount();
    return recorded.kind() + amount + ": " + state(recorded);
  }

  private static String state(Recorded recorded) {
    return switch (recorded.state()) {
      case WAITING -> "recorded, on its way to the tracker";
      case DELIVERED -> "delivered";
      case DUPLICATE -> "delivered, the tracker had it already";
      case REFUSED -> "refused by the tracker and kept";
      case ERASED -> "erased";
    };
  }
}
