package io.botfunnel.tracking.internal.xtracker.http;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token, read from its supplier for each request, so that a rotated key is picked up
 * without a restart. It never throws and never shows the secret. Thread-safe.
 */
public final class Bearer {
  private static final Pattern FIT = Pattern.compile("[!-~]+");
  private static final String SETTING = "xtracker.bearer";

  private final Supplier<String> supplier;
  private String lastSeen = "";
  private long version;

  public Bearer(Supplier<String> supplier) {
    this.supplier = supplier;
  }

  /** Reads the current secret, or what is wrong with it. */
  public BearerValue read() {
    BearerValue now = ask();
    remember(now);
    return now;
  }

  /** Reads the secret and returns a number that changes whenever the secret does. */
  public long version() {
    return remember(ask());
  }

  private synchronized long remember(BearerValue now) {
    String value = now.value() == null ? "" : now.value();
    if (!value.equals(lastSeen)) {
      lastSeen = value;
      version++;
    }
    return version;
  }

  private BearerValue ask() {
    try {
      return checked(supplier.get());
    } catch (RuntimeException e) {
      // Its message may quote the secret
      return BearerValue.missing(SETTING + " could not be read: " + e.getClass().getSimpleName());
    }
  }

  private static BearerValue checked(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return BearerValue.missing(SETTING + " is empty: set the space's bearer");
    }
    return FIT.matcher(value).matches()
        ? BearerValue.of(value)
        : BearerValue.missing(
            SETTING
                + " has spaces, line breaks or characters outside ASCII, which no HTTP header"
                + " carries: set it as XTRACKER showed it");
  }

  @Override
  public String toString() {
    return "***";
  }
}
