package io.botfunnel.tracking.internal.xtracker.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this library, as Maven writes it into the jar. */
final class UserAgent {
  private static final String WRITTEN_BY_MAVEN =
      "/META-INF/maven/io.botfunnel/tracking-middleware/pom.properties";

  private UserAgent() {}

  /** Returns {@code BotFunnel/<version>}, or {@code BotFunnel/dev} outside of a jar. */
  static String value() {
    return "BotFunnel/" + read().getProperty("version", "dev");
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = UserAgent.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException unreadable) {
      // A missing user agent is no reason to keep a bot from starting
      properties.clear();
    }
    return properties;
  }
}
