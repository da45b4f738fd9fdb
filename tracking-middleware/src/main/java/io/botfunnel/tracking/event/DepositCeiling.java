package io.botfunnel.tracking.event;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The highest amount per currency that a deposit may have without an operator's decision. A deposit
 * above it is stored as refused until the operator has looked at it. If any currency has a ceiling,
 * deposits in a currency without one are refused too, or the ceiling could be bypassed. Immutable.
 *
 * @param most the ceilings by ISO 4217 code; empty for no ceiling at all
 */
public record DepositCeiling(Map<String, BigDecimal> most) {
  /** No ceiling: every deposit counts. */
  public static final DepositCeiling NONE = new DepositCeiling(Map.of());

  private static final String ABOVE = "above tracking.deposit.ceiling: ";

  /** Copies the map. */
  public DepositCeiling {
    most = Map.copyOf(most);
  }

  /**
   * Parses ceilings as the operator writes them.
   *
   * @param ceilings each an amount and its currency, {@code 10000 USD}; at most one per currency
   * @throws IllegalArgumentException if one has another form, or a currency occurs twice
   */
  public static DepositCeiling of(Collection<String> ceilings) {
    Map<String, BigDecimal> most = new TreeMap<>();
    for (String ceiling : ceilings) {
      Money money = money(ceiling);
      if (most.put(money.currencyCode(), money.amount()) != null) {
        throw broken(ceiling);
      }
    }
    return new DepositCeiling(most);
  }

  private static Money money(String ceiling) {
    String[] words = ceiling.split(" ", -1);
    if (words.length != 2) {
      throw broken(ceiling);
    }
    return Money.of(words[0], words[1]);
  }

  /**
   * Why a deposit waits for the operator's decision, worded for the operator; empty if it counts at
   * once.
   */
  public Optional<String> whyRefused(Money money) {
    if (most.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal ceiling = most.get(money.currencyCode());
    if (ceiling == null) {
      return Optional.of(ABOVE + "it names no " + money.currencyCode());
    }
    return money.amount().compareTo(ceiling) > 0
        ? Optional.of(ABOVE + "%s is more than %s".formatted(money, shown(money.currencyCode())))
        : Optional.empty();
  }

  /**
   * Whether a reason comes from {@link #whyRefused}.
   *
   * @param reason the reason of a refused entry, or null
   */
  public static boolean isReason(@Nullable String reason) {
    return reason != null && reason.startsWith(ABOVE);
  }

  private String shown(String currency) {
    return most.getOrDefault(currency, BigDecimal.ZERO).toPlainString() + " " + currency;
  }

  private static IllegalArgumentException broken(String ceiling) {
    return InvalidValueException.of(
        "tracking.deposit.ceiling",
        ceiling,
        "it is an amount above zero and a currency of ISO 4217, one for each currency",
        "Write for example 10000 USD");
  }

  /** The ceilings as the operator writes them, separated by commas; empty if there are none. */
  @Override
  public String toString() {
    return new TreeMap<>(most).keySet().stream().map(this::shown).collect(Collectors.joining(", "));
  }
}
