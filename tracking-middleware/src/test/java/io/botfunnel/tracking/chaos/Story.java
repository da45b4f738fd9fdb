package io.botfunnel.tracking.chaos;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;

/**
 * What one user does, as it is reported: told again after a crash it is the same story, so that
 * what was reported is repeated. Some reports are repeated at once, whatever uid the user has by
 * then, by the user or by one of the clicks; a few contradict earlier ones.
 */
final class Story {
  /** So many users try to bind the same uid. */
  private static final int USERS_A_UID = 3;

  private static final int MOST_DEPOSITS = 6;
  private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY", "KWD");

  private final long user;
  private final Random random;
  private final List<Report> reports = new ArrayList<>();
  private final List<String> clicks = new ArrayList<>();

  private Story(long seed, long user) {
    this.user = user;
    this.random = new Random(seed * 1_000_003 + user);
  }

  static List<Report> of(long seed, long user) {
    Story story = new Story(seed, user);
    story.arrive();
    story.pay();
    return List.copyOf(story.reports);
  }

  private void arrive() {
    if (chance(0.25)) {
      tell(Report.contact(user));
    }
    tell(Report.bind(user, "shared-" + user / USERS_A_UID));
    tell(Report.contact(user));
    tell(Report.subscribed(user));
    if (chance(0.3)) {
      tell(Report.bind(user, "second-" + user));
      clicks.add("second-" + user);
    }
    tell(Report.registration(user, "trader-" + user));
  }

  private void pay() {
    int deposits = 1 + random.nextInt(MOST_DEPOSITS);
    for (int n = 1; n <= deposits; n++) {
      Report deposit = deposit("tx-%d-%d".formatted(user, n));
      tell(deposit);
      if (chance(0.2)) {
        reports.add(contradicted(deposit));
      }
    }
    if (chance(0.2)) {
      tell(Report.bind(user, "late-" + user));
      clicks.add("late-" + user);
      tell(deposit("tx-%d-late".formatted(user)));
    }
  }

  private void tell(Report report) {
    reports.add(report);
    if (chance(0.2)) {
      reports.add(anyWay(reports.get(random.nextInt(reports.size()))));
    }
  }

  private Report anyWay(Report report) {
    boolean byClick = !report.isBind() && !clicks.isEmpty() && chance(0.5);
    return byClick ? report.via(clicks.get(random.nextInt(clicks.size()))) : report;
  }

  private Report deposit(String transactionId) {
    String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
    return Report.deposit(user, transactionId, amount(currency), currency);
  }

  private String amount(String currency) {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    return BigDecimal.valueOf(1 + random.nextInt(1_000_000), digits).toPlainString();
  }

  private static Report contradicted(Report deposit) {
    String other = new BigDecimal(deposit.amount()).add(BigDecimal.ONE).toPlainString();
    return Report.deposit(deposit.user(), deposit.id(), other, deposit.currency());
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}
