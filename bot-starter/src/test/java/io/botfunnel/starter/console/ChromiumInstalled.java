package io.botfunnel.starter.console;

import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether the browser is there that {@link Browser} starts. */
final class ChromiumInstalled implements ExecutionCondition {
  private static final String MISSING =
      "%s or %s is missing. Install them: apt-get install chromium chromium-driver"
          .formatted(Browser.CHROMIUM, Browser.DRIVER);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Stream.of(Browser.CHROMIUM, Browser.DRIVER).allMatch(Files::isExecutable)) {
      return ConditionEvaluationResult.enabled("Chromium is installed");
    }
    if ("true".equals(System.getenv("BROWSER_REQUIRED"))) {
      throw new IllegalStateException("BROWSER_REQUIRED is true, but " + MISSING);
    }
    return ConditionEvaluationResult.disabled(MISSING);
  }
}
