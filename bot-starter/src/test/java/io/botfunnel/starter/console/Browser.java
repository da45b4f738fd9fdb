package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium with one window, and what an operator does in it: look, click, type. */
final class Browser implements AutoCloseable {
  /**
   * The first that is there is taken; the shell, which has no window to draw, needs half as long.
   */
  static final List<Path> CHROMIUMS =
      List.of(
          // Not the script in /usr/bin: its end would leave the browser behind
          Path.of("/usr/lib/chromium/chromium-headless-shell"), Path.of("/usr/bin/chromium"));

  static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Each look costs the page and the driver some of the time that they need to get there. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Optional<Path> chromium() {
    return CHROMIUMS.stream().filter(Files::isExecutable).findFirst();
  }

  /** The driver and the browser are named, so that Selenium downloads neither. */
  static Browser open() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium().orElseThrow().toFile());
    options.addArguments("--headless", "--no-sandbox", "--disable-dev-shm-usage");
    // What moves without end is drawn by the processor here, sixty times a second
    options.addArguments("--force-prefers-reduced-motion", "--disable-gpu");
    // Nor does it look for updates of itself
    options.addArguments("--disable-background-networking", "--disable-component-update");
    options.addArguments("--disable-extensions", "--disable-sync", "--no-first-run");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build(),
            options));
  }

  /** As on a desktop, light, knowing nothing, with what was logged so far forgotten. */
  Browser fresh() {
    go(URI.create("about:blank"));
    driver.manage().deleteAllCookies();
    driver.manage().logs().get(LogType.BROWSER);
    return sized(1280, 1000).themed("light");
  }

  Browser sized(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    return this;
  }

  /** What the system prefers: light or dark. */
  Browser themed(String theme) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    return this;
  }

  Browser go(URI address) {
    driver.get(address.toString());
    return this;
  }

  Browser reload() {
    driver.navigate().refresh();
    return this;
  }

  /** Runs a script in the page, and waits for its promise. */
  @Nullable Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The text of the first element that a selector finds, in one line; empty without one. */
  String text(String css) {
    return String.valueOf(
            script("return document.querySelector(arguments[0])?.innerText ?? ''", css))
        .replaceAll("\\s+", " ");
  }

  String attribute(String css, String name) {
    return String.valueOf(
        script(
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1])", css, name));
  }

  /** A whole number that a script finds. */
  long number(String script, Object... arguments) {
    return Long.parseLong(String.valueOf(script(script, arguments)));
  }

  /** How many elements are shown that a selector finds. */
  long shown(String css) {
    return number(
        """
        return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).length""",
        css);
  }

  private static ConditionFactory waiting(String what) {
    return await(what).atMost(PATIENCE).pollInterval(LOOK);
  }

  Browser awaitText(String css, String part) {
    waiting(css + " to show " + part).untilAsserted(() -> assertThat(text(css)).contains(part));
    return this;
  }

  Browser awaitShown(String css, long number) {
    waiting(number + " of " + css).untilAsserted(() -> assertThat(shown(css)).isEqualTo(number));
    return this;
  }

  /** Clicks as soon as it can be clicked: the page may just be drawing it anew. */
  Browser click(String css) {
    waiting("a click on " + css)
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(() -> clicked(css));
    return this;
  }

  private boolean clicked(String css) {
    driver.findElement(By.cssSelector(css)).click();
    return true;
  }

  /** Types in place of what stands there. */
  Browser type(String css, String text) {
    var field = driver.findElement(By.cssSelector(css));
    field.clear();
    field.sendKeys(text);
    return this;
  }

  Browser press(Keys... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
    return this;
  }

  Browser choose(String css, String value) {
    return click(css + " option[value='" + value + "']");
  }

  /** What the page has complained of since {@link #fresh}: script errors, and broken CSP rules. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Keeps what is seen now in {@code target/screenshots}. */
  Browser screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  @Override
  public void close() {
    driver.quit();
  }

  private void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }
}
