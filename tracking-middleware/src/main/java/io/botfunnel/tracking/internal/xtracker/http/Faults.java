package io.botfunnel.tracking.internal.xtracker.http;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.network.ConnectionFault;
import io.botfunnel.tracking.network.OutboundProxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;

/** Describes why no answer came, in words of our own; a foreign message may quote a request. */
public final class Faults {
  private final Limits limits;
  private final Optional<OutboundProxy> proxy;

  /**
   * Creates a describer for a client.
   *
   * @param proxy the proxy through which XTRACKER is reached, if any
   */
  public Faults(Limits limits, Optional<OutboundProxy> proxy) {
    this.limits = limits;
    this.proxy = proxy;
  }

  /** Describes a fault, for example as {@code connection refused}. */
  public String describe(Throwable thrown) {
    Throwable fault = Futures.cause(thrown);
    if (fault instanceof ConnectTimeoutException) {
      return between("no connection within " + shown(limits.connectTimeout()));
    }
    if (fault instanceof SocketTimeoutException || fault instanceof TimeoutException) {
      return "no answer within " + shown(limits.responseTimeout());
    }
    if (fault instanceof ConnectionClosedException) {
      return "connection closed before the whole answer came";
    }
    return local(fault).orElseGet(() -> ConnectionFault.of(fault).by(proxy).what());
  }

  private String between(String what) {
    return proxy.map(it -> "the proxy %s: %s".formatted(it, what)).orElse(what);
  }

  private static Optional<String> local(Throwable fault) {
    if (fault instanceof ClientClosedException) {
      return Optional.of("the client is closed");
    }
    return fault instanceof CancellationException ? Optional.of("cancelled") : Optional.empty();
  }

  private static String shown(Duration duration) {
    boolean whole = duration.toMillisPart() == 0;
    return whole ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
