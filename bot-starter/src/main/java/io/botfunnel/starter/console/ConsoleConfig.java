package io.botfunnel.starter.console;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a console listens and how it is reached. Immutable; {@code toString} masks the key.
 *
 * @param port the port on 127.0.0.1; 0 for a free one
 * @param file where commands look for the console's address and key; empty to write no file
 * @param metricsKey the bearer token that {@code /metrics} requires; empty to require none
 */
public record ConsoleConfig(int port, Optional<Path> file, Optional<String> metricsKey) {
  @Override
  public String toString() {
    return "ConsoleConfig[port=%d, file=%s, metricsKey=%s]"
        .formatted(port, file, metricsKey.isPresent() ? "***" : "none");
  }
}
