package io.botfunnel.starter;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * What holds for the whole JVM is the same before each test, whichever ran before. Found by JUnit
 * as a service.
 */
public final class EachTestAlike implements BeforeAllCallback, BeforeEachCallback {
  private static final Duration A_LOOK = Duration.ofMillis(20);

  /** A machine that runs other tests besides has its pauses; what never comes true fails anyway. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Awaitility's own first look comes after 100 ms, however soon there is something to see. */
  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(A_LOOK);
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  /** A command asks for warnings only, which a process of its own never takes back. */
  @Override
  public void beforeEach(ExtensionContext context) {
    Logger ours = (Logger) LoggerFactory.getLogger("io.botfunnel");
    ours.setLevel(Level.INFO);
  }
}
