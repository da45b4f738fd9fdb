package io.botfunnel.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL of this JVM's own on a free port of the loopback interface, with its data in a
 * folder. It can be stopped and started again with what it holds. Safe for use from any thread.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final boolean forces;
  private final AtomicInteger databases = new AtomicInteger();
  private EmbeddedPostgres running;
  private final int port;

  private PostgresServer(Path folder, boolean forces) throws IOException {
    this.folder = folder;
    this.forces = forces;
    this.running = start(folder, forces, 0);
    this.port = running.getPort();
  }

  /**
   * Starts one, within some three seconds.
   *
   * @param folder an empty one, or one in which such a server was before
   * @throws IOException if it does not come up within half a minute
   */
  public static PostgresServer start(Path folder) throws IOException {
    return new PostgresServer(folder, false);
  }

  /**
   * Starts one that forces to the device what is committed, as everybody's does; those for tests do
   * not.
   *
   * @param folder as above
   * @throws IOException as above
   */
  public static PostgresServer startForcing(Path folder) throws IOException {
    return new PostgresServer(folder, true);
  }

  /** One for the whole JVM, which ends with it. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  private static EmbeddedPostgres start(Path folder, boolean forces, int port) throws IOException {
    String forcing = forces ? "on" : "off";
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setPGStartupWait(PATIENCE)
        .setServerConfig("max_connections", "300")
        .setServerConfig("timezone", "UTC")
        // A power cut is for PostgreSQL to prove; forcing would be most of the time
        .setServerConfig("fsync", forcing)
        .setServerConfig("full_page_writes", forcing)
        .start();
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Makes a place that is empty, apart from all others, and gives the JDBC URL of it. */
  public String newDatabase() {
    String name = "bot" + databases.incrementAndGet();
    // A schema: a database of its own would take half a second
    execute("CREATE SCHEMA " + name);
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&currentSchema=%s"
        .formatted(port, name);
  }

  /** Does something as its superuser, who needs no password. */
  public void execute(String sql) {
    try (Connection connection = now().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " failed", e);
    }
  }

  /**
   * Makes a user who has to give a password, as nobody else has to, and may do nothing yet.
   *
   * @param name small letters, none that was used before
   */
  public void newUser(String name, String password) throws IOException {
    execute("CREATE USER %s PASSWORD '%s'".formatted(name, password));
    Path rules = folder.resolve("pg_hba.conf");
    String others = Files.readString(rules);
    Files.writeString(rules, "host all %s 127.0.0.1/32 scram-sha-256\n%s".formatted(name, others));
    execute("SELECT pg_reload_conf()");
  }

  /** The JDBC URL of a database as another user comes to it. */
  public static String as(String user, String password, String url) {
    return url.replaceFirst("user=\\w+", "user=" + user + "&password=" + password);
  }

  /** The JDBC URL of a database by another way, such as a {@link CuttableWire}. */
  public static String by(String url, int otherPort) {
    return url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + otherPort);
  }

  /** Stops it: whoever is connected loses the connection. */
  public synchronized void stop() throws IOException {
    running.close();
  }

  /** Starts it again, on the same port, with what it held. */
  public synchronized void startAgain() throws IOException {
    running = start(folder, forces, port);
  }

  private synchronized EmbeddedPostgres now() {
    return running;
  }

  @Override
  public synchronized void close() throws IOException {
    running.close();
  }

  /** Made when it is first asked for. */
  private static final class Shared {
    static final PostgresServer SERVER = shared();

    private static PostgresServer shared() {
      try {
        return PostgresServer.start(Files.createTempDirectory("botfunnel-postgres"));
      } catch (IOException e) {
        throw new IllegalStateException("PostgreSQL did not start", e);
      }
    }
  }
}
