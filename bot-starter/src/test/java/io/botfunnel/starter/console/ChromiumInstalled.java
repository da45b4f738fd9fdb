package io.botfunnel.starter.console;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether the browser is there that {@link Browser} starts. */
final class ChromiumInstalled implements ExecutionCondition {
  private static final String MISSING =
      "None of %s, or no %s. Install them: apt-get install chromium-headless-shell chromium-driver"
          .formatted(Browser.CHROMIUMS, Browser.DRIVER);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Browser.chromium().isPresent() && Files.isExecutable(Browser.DRIVER)) {
      return ConditionEvaluationResult.enabled("Chromium is installed");
    }
    if ("true".equals(System.getenv("BROWSER_REQUIRED"))) {
      throw new IllegalStateException("BROWSER_REQUIRED is true. " + MISSING);
    }
    return ConditionEvaluationResult.disabled(MISSING);
  }
}
