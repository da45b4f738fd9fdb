package io.botfunnel.benchmarks.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;

/**
 * A peer's H2 file behind HikariCP, both with their defaults: H2 writes twice a second and forces
 * nothing.
 */
final class Pool {
  private Pool() {}

  static HikariDataSource open(Path file, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:file:" + file);
    config.setUsername("peer");
    config.setPassword("");
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }
}
