package io.botfunnel.starter.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this library, which Maven writes into the jar. */
public final class BotFunnelVersion {
  private static final String WRITTEN_BY_MAVEN =
      "/META-INF/maven/io.botfunnel/bot-starter/pom.properties";
  private static final String CURRENT = read().getProperty("version", "dev");

  private BotFunnelVersion() {}

  /** Returns the version, such as {@code 1.2.0}; {@code dev} outside of a jar. */
  public static String current() {
    return CURRENT;
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = BotFunnelVersion.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException unreadable) {
      properties.clear();
    }
    return properties;
  }
}
