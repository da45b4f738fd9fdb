package io.botfunnel.starter.console;

import io.botfunnel.starter.web.ServerShape;
import io.botfunnel.starter.web.WebServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's page, its API, health and metrics of a running bot, on the loopback address alone
 * and behind a key that is made anew at each start. Safe for use from any thread; {@link #close}
 * tolerates being called twice.
 */
public final class Console implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Console.class);

  private static final ServerShape SHAPE =
      new ServerShape(
          "botfunnel-console",
          16,
          Duration.ofSeconds(30),
          Duration.ZERO,
          0,
          "{\"error\":\"The request cannot be read: it is malformed or too large. Correct it\"}");

  /** People call live what is a second old; the outbox hardly notices a look a second. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Patience patience = new Patience();
  private final ConsoleAddress address;
  private final Live live;
  private final WebServer server;
  private final Optional<AddressFile> file;

  private Console(
      WatchedBot bot,
      ServerSocketChannel socket,
      Optional<Path> file,
      Clock clock,
      Duration lookEvery)
      throws IOException {
    AccessKey key = AccessKey.random();
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    StatusReader status = new StatusReader(bot, clock, patience);
    this.address = new ConsoleAddress(URI.create("http://127.0.0.1:" + port), key.value());
    this.live = new Live(bot, status, lookEvery);
    this.server =
        WebServer.start(socket, SHAPE, routes -> route(routes, new Gate(key, port), bot, status));
    live.start();
    this.file = file.map(path -> AddressFile.write(path, address));
  }

  /**
   * Starts the console of a bot. Where that fails the log says why, and the bot runs without it.
   *
   * @param port where it listens on 127.0.0.1; 0 for a free one
   * @param file where commands look for its address and key; empty to leave none
   */
  public static Optional<Console> start(
      WatchedBot bot, int port, Optional<Path> file, Clock clock) {
    return start(bot, port, file, clock, LOOK_EVERY);
  }

  /** The same with pages that are told what is new more or less often. */
  static Optional<Console> start(
      WatchedBot bot, int port, Optional<Path> file, Clock clock, Duration lookEvery) {
    try {
      ServerSocketChannel socket = WebServer.listen(port);
      return Optional.of(started(bot, socket, file, clock, lookEvery));
    } catch (IOException | RuntimeException e) {
      log.warn(
          "The operator's page cannot be served on 127.0.0.1:{} ({}). The bot runs without it. Set"
              + " console.port (CONSOLE_PORT) to another port, or to 0 for a free one",
          port,
          e.getMessage());
      return Optional.empty();
    }
  }

  private static Console started(
      WatchedBot bot,
      ServerSocketChannel socket,
      Optional<Path> file,
      Clock clock,
      Duration lookEvery)
      throws IOException {
    try {
      Console console = new Console(bot, socket, file, clock, lookEvery);
      // The one place that shows the key: it is not hidden from the log.
      log.info("the operator's page is at {}", console.address.link());
      return console;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void route(RoutesConfig routes, Gate gate, WatchedBot bot, StatusReader status) {
    routes.before(gate::check);
    new Reading(bot, status).addTo(routes);
    new Mending(bot).addTo(routes);
    new Health(bot, patience).addTo(routes);
    live.addTo(routes);
    bot.metrics().ifPresent(text -> routes.get("/metrics", request -> metrics(request, text)));
    new Pages().addTo(routes);
    Failures.addTo(routes);
  }

  private static void metrics(Context request, Supplier<String> text) {
    request.contentType("text/plain; version=0.0.4; charset=utf-8").result(text.get());
  }

  /** Where it is, and its key. */
  public ConsoleAddress address() {
    return address;
  }

  /** Ends every connection at once. */
  @Override
  public void close() {
    file.ifPresent(AddressFile::close);
    live.close();
    server.close();
    patience.close();
  }
}
