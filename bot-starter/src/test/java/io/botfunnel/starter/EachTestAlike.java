package io.botfunnel.starter;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Resets what a command changes for the whole JVM: it asks for warnings only, and as a process of
 * its own never takes that back. JUnit finds it as a service.
 */
public final class EachTestAlike implements BeforeEachCallback {
  @Override
  public void beforeEach(ExtensionContext context) {
    Logger ours = (Logger) LoggerFactory.getLogger("io.botfunnel");
    ours.setLevel(Level.INFO);
  }
}
