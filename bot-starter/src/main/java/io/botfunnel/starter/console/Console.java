package io.botfunnel.starter.console;

import io.botfunnel.starter.web.Patience;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's page, its API, health and metrics of the bots that run, on the loopback address
 * alone and behind a key that is made anew at each start. Safe for use from any thread; {@link
 * #close} tolerates being called twice.
 */
public final class Console implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Console.class);

  private static final ServerShape SHAPE =
      new ServerShape(
          "botfunnel-console",
          16,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          64,
          Duration.ZERO,
          "{\"error\":\"The request cannot be read: it is malformed or too large. Correct it\"}");

  /** People call live what is a second old; the outbox hardly notices a look a second. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Patience patience = new Patience("botfunnel-console-asker");
  private final ConsoleAddress address;
  private final Bots bots;
  private final WebServer server;
  private final Optional<AddressFile> file;

  private Console(
      List<? extends WatchedBot> all,
      ServerSocketChannel socket,
      Optional<Path> file,
      Clock clock,
      Duration lookEvery)
      throws IOException {
    AccessKey key = AccessKey.random();
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    this.address =
        new ConsoleAddress(
            URI.create("http://127.0.0.1:" + port), key.value(), ProcessHandle.current().pid());
    this.bots = new Bots(all, clock, patience, lookEvery);
    this.server = WebServer.start(socket, SHAPE, routes -> route(routes, new Gate(key, port)));
    try {
      bots.eachLive(Live::start);
      this.file = file.map(path -> AddressFile.write(path, address));
    } catch (RuntimeException | Error e) {
      end();
      throw e;
    }
  }

  /** Starts the console of one bot, as below. */
  public static Optional<Console> start(
      WatchedBot bot, int port, Optional<Path> file, Clock clock) {
    return start(List.of(bot), port, file, clock);
  }

  /**
   * Starts the console of bots. Where that fails the log says why, and they run without it.
   *
   * @param bots of different names, at least one; the first is shown where none is chosen
   * @param port where it listens on 127.0.0.1; 0 for a free one
   * @param file where commands look for its address and key; empty to leave none
   */
  public static Optional<Console> start(
      List<? extends WatchedBot> bots, int port, Optional<Path> file, Clock clock) {
    return start(bots, port, file, clock, LOOK_EVERY);
  }

  /** The same with pages that are told what is new more or less often. */
  static Optional<Console> start(
      WatchedBot bot, int port, Optional<Path> file, Clock clock, Duration lookEvery) {
    return start(List.of(bot), port, file, clock, lookEvery);
  }

  private static Optional<Console> start(
      List<? extends WatchedBot> bots,
      int port,
      Optional<Path> file,
      Clock clock,
      Duration lookEvery) {
    try {
      ServerSocketChannel socket = WebServer.listen(port);
      return Optional.of(started(bots, socket, file, clock, lookEvery));
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
      List<? extends WatchedBot> bots,
      ServerSocketChannel socket,
      Optional<Path> file,
      Clock clock,
      Duration lookEvery)
      throws IOException {
    try {
      Console console = new Console(bots, socket, file, clock, lookEvery);
      // The one place that shows the key: it is not hidden from the log.
      log.info("the operator's page is at {}", console.address.link());
      return console;
    } catch (IOException | RuntimeException | Error e) {
      socket.close();
      throw e;
    }
  }

  private void route(RoutesConfig routes, Gate gate) {
    routes.before(gate::check);
    new Reading(bots).addTo(routes);
    new Mending(bots).addTo(routes);
    new Health(bots).addTo(routes);
    routes.get("/api/live", request -> bots.of(Query.of(request)).live().open(request));
    WatchedBot first = bots.all().get(0).bot();
    first.metrics().ifPresent(text -> routes.get("/metrics", request -> metrics(request, text)));
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
    end();
  }

  private void end() {
    bots.eachLive(Live::close);
    server.close();
    patience.close();
  }
}
