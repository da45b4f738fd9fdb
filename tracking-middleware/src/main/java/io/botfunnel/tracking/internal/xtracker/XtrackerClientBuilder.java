package io.botfunnel.tracking.internal.xtracker;

import io.botfunnel.tracking.event.InvalidValueException;
import io.botfunnel.tracking.internal.xtracker.http.BaseUrl;
import io.botfunnel.tracking.internal.xtracker.http.Bearer;
import io.botfunnel.tracking.internal.xtracker.http.Limits;
import io.botfunnel.tracking.network.OutboundProxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link XtrackerClient}, made by {@link XtrackerClient#builder()}. Not
 * thread-safe.
 */
public final class XtrackerClientBuilder {
  private @Nullable BaseUrl url;
  private @Nullable Bearer bearer;
  private @Nullable OutboundProxy proxy;
  private Clock clock = Clock.systemUTC();
  private int maxInFlight = 64;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration responseTimeout = Duration.ofSeconds(15);

  XtrackerClientBuilder() {}

  /**
   * Sets the base URL of XTRACKER; a path is kept. Required.
   *
   * @param url https, or plain http to 127.0.0.0/8, ::1 or localhost
   * @throws IllegalArgumentException if it is anything else, or has a query, fragment or user-info
   */
  public XtrackerClientBuilder url(URI url) {
    this.url = BaseUrl.of(url);
    return this;
  }

  /**
   * Sets the space's bearer token. Required.
   *
   * @param bearer called for each request on the caller's thread, so that a rotated key is picked
   *     up
   */
  public XtrackerClientBuilder bearer(Supplier<String> bearer) {
    this.bearer = new Bearer(bearer);
    return this;
  }

  /**
   * Sets the proxy through which XTRACKER is reached. By default the connection is direct, whatever
   * the environment and the JVM's properties say. Loopback addresses are always reached directly.
   */
  public XtrackerClientBuilder proxy(OutboundProxy proxy) {
    this.proxy = proxy;
    return this;
  }

  /** Sets the clock that a {@code Retry-After} date is compared with; the system's by default. */
  public XtrackerClientBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Sets how many calls and connections are open at once.
   *
   * @param calls 1 to 1024; 64 by default
   */
  public XtrackerClientBuilder maxInFlight(int calls) {
    this.maxInFlight = calls;
    return this;
  }

  /** Sets how long opening a connection may take, TLS included; 5 s by default. */
  public XtrackerClientBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = timeout;
    return this;
  }

  /** Sets how long a whole call may take, from its start to the last byte; 15 s by default. */
  public XtrackerClientBuilder responseTimeout(Duration timeout) {
    this.responseTimeout = timeout;
    return this;
  }

  /**
   * Builds and starts the client; the caller closes it.
   *
   * @throws IllegalArgumentException if a required setting is missing or a number is out of range
   */
  public XtrackerClient build() {
    if (url == null || bearer == null) {
      String setting = url == null ? "xtracker.url" : "xtracker.bearer";
      throw InvalidValueException.of(
          setting, "", "it is required", "Set it as XTRACKER's settings page shows it");
    }
    return new XtrackerClient(
        url,
        bearer,
        clock,
        new Limits(maxInFlight, connectTimeout, responseTimeout),
        Optional.ofNullable(proxy));
  }
}
