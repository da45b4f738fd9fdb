package io.botfunnel.starter.gateway;

import io.botfunnel.starter.web.ConnectionBudget;
import io.botfunnel.starter.web.WebServer;
import io.botfunnel.starter.web.WebServerConfig;
import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server for events from partners and XTRACKER, and for updates that Telegram pushes. A
 * response of 200 means that the report is on disk, or was before. After any other response, or
 * none, the caller may send the same report again, any number of times. Nothing is forwarded.
 *
 * <p>It is meant to run behind a reverse proxy that terminates TLS. Thread-safe; {@link #close} may
 * be called twice.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /** Each thread waits about a millisecond for the disk. */
  private static final int THREADS = 32;

  private static final String UNREADABLE =
      "{\"ok\":false,\"status\":\"unreadable\",\"error\":\"The request cannot be read: it is"
          + " malformed or too large. Correct it\"}";

  private final URI url;
  private final WebServer server;

  private Gateway(URI url, WebServer server) {
    this.url = url;
    this.server = server;
  }

  /** Observes the responses of the gateway. */
  @FunctionalInterface
  public interface ResponseListener {
    /**
     * Called after each response.
     *
     * @param path one of the gateway's few paths, or {@code other}
     * @param status the HTTP status
     */
    void responded(String path, int status);
  }

  /**
   * Starts to listen for one bot.
   *
   * @param pushes receives Telegram's updates; empty for a bot that polls
   * @throws IOException if the address cannot be bound
   */
  public static Gateway start(
      GatewaySettings settings,
      Optional<TelegramPushes> pushes,
      Tracking tracking,
      ResponseListener listener,
      Clock clock)
      throws IOException {
    return start(List.of(new GatewayBot("", settings, pushes, tracking)), listener, clock);
  }

  /**
   * Starts to listen for several bots.
   *
   * @param bots at least one, with distinct names
   * @throws IOException if the address cannot be bound
   */
  public static Gateway start(List<GatewayBot> bots, ResponseListener listener, Clock clock)
      throws IOException {
    GatewaySettings settings = bots.get(0).settings();
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    ServerSocketChannel socket = WebServer.listen(address);
    try {
      int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
      GatewayRoutes routes = new GatewayRoutes(bots, listener, clock);
      int connections = ConnectionBudget.now().limit(settings.maxConnections());
      WebServer server = WebServer.start(socket, shape(connections), routes, routes::addTo);
      URI url = URI.create("http://" + bracketed(settings.host()) + ":" + port);
      bots.forEach(bot -> logUrls(bot, url));
      return new Gateway(url, server);
    } catch (IOException | RuntimeException | Error e) {
      socket.close();
      throw e;
    }
  }

  private static WebServerConfig shape(int connections) {
    return new WebServerConfig(
        "botfunnel-gateway",
        THREADS,
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        connections,
        Duration.ofSeconds(3),
        UNREADABLE);
  }

  private static void logUrls(GatewayBot bot, URI url) {
    bot.pushes()
        .ifPresent(
            any ->
                log.info(
                    "Telegram's updates are accepted at {}{}",
                    url,
                    bot.path(TelegramPushReceiver.PATH)));
    if (bot.settings().enabled()) {
      log.info("Partners' postbacks are accepted at {}{}", url, bot.path("/e"));
    }
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Returns the gateway's URL: scheme, host and port. */
  public URI url() {
    return url;
  }

  /** Accepts no further requests, and waits up to 3 s for running ones. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "Gateway[" + url + "]";
  }
}
