package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.RouteAccess;
import io.botfunnel.starter.web.WebServer;
import io.botfunnel.starter.web.WebServerConfig;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the operator's page, its API, health and metrics of the running bots, on the loopback
 * address only. The page and the API need a session. A session begins with a key that is made at
 * each start and never sent. Safe for use from any thread; {@link #close} tolerates being called
 * twice.
 */
public final class Console implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Console.class);

  private static final WebServerConfig SERVER =
      new WebServerConfig(
          "botfunnel-console",
          16,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          64,
          Duration.ZERO,
          ErrorResponses.json(
              "The request cannot be read: it is malformed or too large", "Correct it"));

  /**
   * People accept data that is a second old as live, and one read a second hardly loads the outbox.
   */
  private static final Duration PUSH_INTERVAL = Duration.ofSeconds(1);

  private final BoundedQueries queries = new BoundedQueries("botfunnel-console-queries");
  private final ConsoleAddress address;
  private final ConsoleBots bots;
  private final Sessions sessions;
  private final MetricsEndpoint metrics;
  private final WebServer server;
  private final Optional<AddressFile> file;

  private Console(
      List<? extends WatchedBot> all,
      ServerSocketChannel socket,
      ConsoleConfig config,
      Clock clock,
      Duration pushInterval)
      throws IOException {
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    this.address =
        new ConsoleAddress(
            URI.create("http://127.0.0.1:" + port),
            RandomText.next(),
            ProcessHandle.current().pid());
    this.bots = new ConsoleBots(all, clock, queries, pushInterval);
    this.sessions = new Sessions(clock);
    this.metrics = new MetricsEndpoint(config.metricsKey());
    this.server = WebServer.start(socket, SERVER, routes -> route(routes, port, clock));
    try {
      bots.eachStream(EventStream::start);
      this.file = config.file().map(path -> AddressFile.write(path, address));
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /** Starts the console of one bot, with metrics that need no key. */
  public static Optional<Console> start(
      WatchedBot bot, int port, Optional<Path> file, Clock clock) {
    return start(List.of(bot), new ConsoleConfig(port, file, Optional.empty()), clock);
  }

  /**
   * Deletes the address file of a crashed bot; only the bot that holds the outbox may call this.
   */
  public static void deleteStaleAddress(Path file) {
    AddressFile.deleteStale(file);
  }

  /**
   * Starts the console of several bots. If that fails, it logs why, and the bots run without a
   * console.
   *
   * @param bots the bots, with different names, at least one; the first is shown if none is chosen
   */
  public static Optional<Console> start(
      List<? extends WatchedBot> bots, ConsoleConfig config, Clock clock) {
    return start(bots, config, clock, PUSH_INTERVAL);
  }

  /** Starts a console whose pages receive changes at the given interval. */
  static Optional<Console> start(
      WatchedBot bot, int port, Optional<Path> file, Clock clock, Duration pushInterval) {
    return start(
        List.of(bot), new ConsoleConfig(port, file, Optional.empty()), clock, pushInterval);
  }

  private static Optional<Console> start(
      List<? extends WatchedBot> bots, ConsoleConfig config, Clock clock, Duration pushInterval) {
    try {
      ServerSocketChannel socket = WebServer.listen(config.port());
      return Optional.of(create(bots, socket, config, clock, pushInterval));
    } catch (IOException | RuntimeException e) {
      log.warn(
          "The operator's page cannot be served on 127.0.0.1:{} ({}). The bot runs without it. Set"
              + " console.port (CONSOLE_PORT) to another port, or to 0 for a free one",
          config.port(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private static Console create(
      List<? extends WatchedBot> bots,
      ServerSocketChannel socket,
      ConsoleConfig config,
      Clock clock,
      Duration pushInterval)
      throws IOException {
    try {
      Console console = new Console(bots, socket, config, clock, pushInterval);
      log.info(
          "the operator's page is at {}/: the command console prints a link that opens it",
          console.address.url());
      return console;
    } catch (IOException | RuntimeException | Error e) {
      socket.close();
      throw e;
    }
  }

  private void route(RoutesConfig routes, int port, Clock clock) {
    String authority = address.url().getAuthority();
    Proof proof = new Proof(address.key(), authority);
    Challenges challenges = new Challenges(proof, clock);
    AccessFilter filter = new AccessFilter(proof, challenges, sessions, port);
    routes.before(filter::checkOrigin);
    routes.beforeMatched(filter::checkCaller);
    routes.after(filter::proveResponse);
    new LoginApi(challenges, sessions, authority, port).addTo(routes);
    new ReadApi(bots).addTo(routes);
    new WriteApi(bots).addTo(routes);
    new Health(bots).addTo(routes);
    routes.get(
        "/api/live",
        request ->
            bots.forRead(Query.of(request)).stream().open(request, filter.stillAllowed(request)));
    WatchedBot first = bots.all().get(0).bot();
    first
        .metrics()
        .ifPresent(text -> routes.get("/metrics", metrics.handler(text), RouteAccess.ANYONE));
    new StaticFiles().addTo(routes);
    ErrorResponses.addTo(routes);
  }

  /** Returns the console's address and key. */
  public ConsoleAddress address() {
    return address;
  }

  /** Returns a link that lets one browser in, once, within five minutes. */
  public URI link() {
    return linkTo(address.url(), sessions.invite());
  }

  /** The key stands behind the {@code #}, so that no server and no server's log sees it. */
  static URI linkTo(URI url, String key) {
    return url.resolve("/#key=" + key);
  }

  /** Ends every connection immediately. */
  @Override
  public void close() {
    file.ifPresent(AddressFile::close);
    stop();
  }

  private void stop() {
    bots.eachStream(EventStream::close);
    server.close();
    queries.close();
  }
}
