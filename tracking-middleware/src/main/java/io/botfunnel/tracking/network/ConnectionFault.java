package io.botfunnel.tracking.network;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Why a server did not answer, worded so that an operator can act on it. It is derived from an HTTP
 * client's exception and all its causes. It quotes no other message than that of a TLS alert, which
 * contains no part of a request. Immutable.
 *
 * @param what the fault, without a final dot; completes "it cannot be reached (…)"
 * @param remedy a sentence for the operator, without its final dot
 * @param connected whether there was a connection, to the server or to a proxy before it
 */
public record ConnectionFault(String what, String remedy, boolean connected) {
  /** Deeper than the JDK's own chains; a chain of causes may be circular. */
  private static final int DEEPEST = 20;

  private static final int LONGEST = 120;

  private static final String NETWORK = "Check the network, and a proxy or firewall between";

  /**
   * The first diagnosis that matches anywhere in the chain applies, so the most specific come
   * first.
   */
  private static final List<Diagnosis> DIAGNOSES =
      List.of(
          Diagnosis.unconnected(
              is(UnknownHostException.class),
              "unknown host: DNS does not know the name",
              "Look for a typo in the URL, and check this machine's DNS"),
          new Diagnosis(
              says("authenticate with proxy").or(says("CONNECT: 407")),
              "the proxy wants a user and a password, or others (407)",
              "Set outbound.proxy (OUTBOUND_PROXY) to http://user:password@host:port"),
          new Diagnosis(
              says("for CONNECT: "),
              "the proxy does not let us through to it",
              "Have the proxy allow CONNECT to this host and port, or correct outbound.proxy"),
          new Diagnosis(
              is(CertificateExpiredException.class),
              "its TLS certificate has expired",
              "Have its owner renew it; if it is new, this machine's clock is wrong"),
          new Diagnosis(
              is(CertificateNotYetValidException.class),
              "its TLS certificate is not valid yet",
              "Check this machine's clock first: it may be behind"),
          new Diagnosis(
              is(SSLPeerUnverifiedException.class)
                  .or(says("No subject alternative"))
                  .or(says("No name matching")),
              "its TLS certificate is for another name",
              "Write the host in the URL as the certificate has it; a captive portal or a proxy may"
                  + " answer in its place"),
          new Diagnosis(
              is(CertPathBuilderException.class)
                  .or(says("trust anchor"))
                  .or(says("self-signed"))
                  .or(says("signature check failed")),
              "its TLS certificate is self-signed, or of an authority that this machine does not"
                  + " trust",
              "Have it use a certificate of a public authority, or add its authority to Java's trust"
                  + " store (-Djavax.net.ssl.trustStore)"),
          new Diagnosis(
              says("nrecognized SSL message"),
              "it speaks plain http at this port, not https",
              "Correct the port in the URL, or its scheme"),
          Diagnosis.unconnected(is(NoRouteToHostException.class), "no route to the host", NETWORK),
          Diagnosis.unconnected(
              is(ConnectException.class).and(says("refused")),
              "connection refused",
              "Check host and port in the URL, and whether it runs"),
          Diagnosis.unconnected(
              is(ConnectException.class).and(says("timed out")).or(says("onnect timed out")),
              "no connection in time",
              NETWORK),
          Diagnosis.unconnected(
              is(ConnectException.class), "no connection: network unreachable", NETWORK),
          new Diagnosis(
              is(SocketTimeoutException.class).or(is(TimeoutException.class)),
              "no answer in time",
              NETWORK),
          new Diagnosis(is(SocketException.class), "connection reset", NETWORK),
          new Diagnosis(
              is(EOFException.class).or(says("unexpected end of stream")),
              "connection closed before the whole answer came",
              NETWORK));

  private record Diagnosis(
      Predicate<Throwable> fits, String what, String remedy, boolean connected) {
    Diagnosis(Predicate<Throwable> fits, String what, String remedy) {
      this(fits, what, remedy, true);
    }

    static Diagnosis unconnected(Predicate<Throwable> fits, String what, String remedy) {
      return new Diagnosis(fits, what, remedy, false);
    }

    ConnectionFault fault() {
      return new ConnectionFault(what, remedy, connected);
    }
  }

  /**
   * The fault if the server is reached through a proxy: without a connection, the fault is the
   * proxy's.
   *
   * @param proxy the proxy through which the server is reached, or empty
   */
  public ConnectionFault by(Optional<OutboundProxy> proxy) {
    return connected
        ? this
        : proxy
            .map(
                it ->
                    new ConnectionFault(
                        "the proxy %s: %s".formatted(it, what),
                        "Check outbound.proxy (OUTBOUND_PROXY), and whether the proxy runs",
                        false))
            .orElse(this);
  }

  /**
   * Derives the fault from an exception.
   *
   * @param thrown the exception of an HTTP client
   * @return the fault; a general one if the exception is not recognized
   */
  public static ConnectionFault of(Throwable thrown) {
    return known(thrown)
        .orElseGet(
            () ->
                new ConnectionFault(
                    "no answer: " + thrown.getClass().getSimpleName(), NETWORK, true));
  }

  /**
   * Derives the fault from an exception if it is about the network.
   *
   * @param thrown any exception
   * @return empty if neither the exception nor a cause is recognized
   */
  public static Optional<ConnectionFault> known(Throwable thrown) {
    List<Throwable> chain =
        Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(DEEPEST).toList();
    return DIAGNOSES.stream()
        .filter(each -> chain.stream().anyMatch(each.fits()))
        .findFirst()
        .map(Diagnosis::fault)
        .or(() -> tls(chain));
  }

  /** A failed handshake or record; the JDK's short message names the alert. */
  private static Optional<ConnectionFault> tls(List<Throwable> chain) {
    return chain.stream()
        .filter(SSLException.class::isInstance)
        .findFirst()
        .map(
            fault ->
                new ConnectionFault(
                    "TLS handshake or record failed" + plain(fault.getMessage()),
                    "Check that the URL is right and the server speaks TLS 1.2 or later",
                    true));
  }

  /** The message on one line, at most 120 characters. */
  private static String plain(@Nullable String message) {
    String line = message == null ? "" : message.replaceAll("[^ -~]+", " ").strip();
    String start = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    return start.isEmpty() ? "" : ": " + start;
  }

  private static Predicate<Throwable> is(Class<? extends Throwable> type) {
    return type::isInstance;
  }

  private static Predicate<Throwable> says(String words) {
    return fault -> fault.getMessage() != null && fault.getMessage().contains(words);
  }
}
