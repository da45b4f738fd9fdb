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
 * A PostgreSQL server for this JVM, on a free port of the loopback interface, with its data in a
 * folder. It can be stopped and started again with its data. Safe for use from any thread.
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
   * Starts a server; takes up to about three seconds. It does not force commits to the device.
   *
   * @param folder an empty folder, or one that such a server has used before
   * @throws IOException if the server does not start within half a minute
   */
  public static PostgresServer start(Path folder) throws IOException {
    return new PostgresServer(folder, false);
  }

  /**
   * Starts a server that forces commits to the device, as production servers do.
   *
   * @param folder an empty folder, or one that such a server has used before
   * @throws IOException if the server does not start within half a minute
   */
  public static PostgresServer startForcing(Path folder) throws IOException {
    return new PostgresServer(folder, true);
  }

  /** Returns a server for the whole JVM, which ends with the JVM. */
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
        // Surviving a power cut is PostgreSQL's concern, and forcing would take most of the time.
        .setServerConfig("fsync", forcing)
        .setServerConfig("full_page_writes", forcing)
        .start();
  }

  /** Returns the port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Creates an empty schema, isolated from all others, and returns its JDBC URL. */
  public String newDatabase() {
    String name = "bot" + databases.incrementAndGet();
    // A schema, because creating a database takes half a second.
    execute("CREATE SCHEMA " + name);
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&currentSchema=%s"
        .formatted(port, name);
  }

  /** Executes a statement as the superuser, who needs no password. */
  public void execute(String sql) {
    try (Connection connection = now().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " failed", e);
    }
  }

  /**
   * Creates a user without any rights, the only kind that needs a password.
   *
   * @param name lower-case letters; not used before
   */
  public void newUser(String name, String password) throws IOException {
    execute("CREATE USER %s PASSWORD '%s'".formatted(name, password));
    Path rules = folder.resolve("pg_hba.conf");
    String others = Files.readString(rules);
    Files.writeString(rules, "host all %s 127.0.0.1/32 scram-sha-256\n%s".formatted(name, others));
    execute("SELECT pg_reload_conf()");
  }

  /** Returns the JDBC URL of a database for another user. */
  public static String as(String user, String password, String url) {
    return url.replaceFirst("user=\\w+", "user=" + user + "&password=" + password);
  }

  /**
   * Returns the JDBC URL of a database through another port, such as that of a {@link
   * CuttableWire}.
   */
  public static String by(String url, int otherPort) {
    return url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + otherPort);
  }

  /** Stops the server and breaks its connections. */
  public synchronized void stop() throws IOException {
    running.close();
  }

  /** Starts the server again, on the same port and with its data. */
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

  /** Creates the shared server when it is first requested. */
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
