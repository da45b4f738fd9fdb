package io.botfunnel.tracking.xtracker;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.jspecify.annotations.Nullable;

/** Says in a few of our own words why no answer came; foreign messages may quote a request. */
final class Faults {
  private final Limits limits;

  Faults(Limits limits) {
    this.limits = limits;
  }

  /** For example {@code connection refused}. */
  String describe(Throwable thrown) {
    Throwable fault = cause(thrown);
    String network = network(fault);
    return network != null ? network : local(fault);
  }

  private @Nullable String network(Throwable fault) {
    if (fault instanceof ConnectTimeoutException) {
      return "no connection within " + shown(limits.connectTimeout());
    }
    if (fault instanceof SocketTimeoutException || fault instanceof TimeoutException) {
      return "no answer within " + shown(limits.responseTimeout());
    }
    if (fault instanceof ConnectionClosedException) {
      return "connection closed before the whole answer came";
    }
    return fault instanceof SocketException ? socket(fault) : name(fault);
  }

  private static String socket(Throwable fault) {
    if (fault instanceof NoRouteToHostException) {
      return "no route to the host";
    }
    if (fault instanceof ConnectException) {
      return says(fault, "refused") ? "connection refused" : "no connection: network unreachable";
    }
    return "connection reset";
  }

  private static @Nullable String name(Throwable fault) {
    if (fault instanceof UnknownHostException) {
      return "unknown host";
    }
    return fault instanceof SSLException ? "TLS handshake or record failed" + tls(fault) : null;
  }

  /** A certificate's fault is the operator's to repair, so the short message of the JDK helps. */
  private static String tls(Throwable fault) {
    String message = fault.getMessage();
    return message == null ? "" : ": " + Excerpt.plain(message);
  }

  private static String local(Throwable fault) {
    if (fault instanceof ClientClosedException) {
      return "the client is closed";
    }
    return fault instanceof CancellationException
        ? "cancelled"
        : "no answer: " + fault.getClass().getSimpleName();
  }

  private static boolean says(Throwable fault, String word) {
    return fault.getMessage() != null && fault.getMessage().contains(word);
  }

  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? cause : thrown;
  }

  private static String shown(Duration duration) {
    boolean whole = duration.toMillisPart() == 0;
    return whole ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
