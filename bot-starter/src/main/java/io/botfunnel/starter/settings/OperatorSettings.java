package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;

import io.botfunnel.bot.telegram.TelegramOptions;
import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bot's settings, read one part at a time for the operator's commands: a command that reads the
 * outbox needs no bot token. Each part is checked when it is read; {@link InvalidSettingsException}
 * then lists every fault of that part. Before the first part is read, all secrets of the settings
 * are registered for masking in the log and in {@link BotLogging#masked}. Not thread-safe.
 */
public final class OperatorSettings {
  private final Supplier<SettingsSources> open;
  private @Nullable SettingsSources sources;

  private OperatorSettings(Supplier<SettingsSources> open) {
    this.open = open;
  }

  /** Returns the settings of this process, from the same places as {@link Settings#load}. */
  public static OperatorSettings ofThisProcess() {
    return new OperatorSettings(SettingsSources::ofThisProcess);
  }

  /** Returns settings from the given values only, as in {@link Settings#from}. */
  public static OperatorSettings from(Map<String, String> values) {
    return new OperatorSettings(() -> SettingsSources.of(values));
  }

  /** Returns the names of the bots in order; the unnamed bot comes first and has the empty name. */
  public List<String> bots() {
    return part(SettingsReader::bots).stream().map(BotName::value).toList();
  }

  /**
   * Returns the settings as one bot sees them.
   *
   * @param bot the bot's name; empty for the unnamed bot
   * @throws IllegalArgumentException if the name is invalid
   */
  public OperatorSettings of(String bot) {
    BotName name = new BotName(bot);
    return name.isUnnamed() ? this : new OperatorSettings(() -> sources().of(name));
  }

  /** Returns the text with the names of settings as they are for this bot. */
  public String inWords(String text) {
    return BotSections.inWordsOf(sources().bot(), text);
  }

  /** Returns the faults of all settings that the bots need to run; empty if there are none. */
  public List<SettingFault> faults() {
    try {
      SettingsReader.read(sources());
      return List.of();
    } catch (InvalidSettingsException e) {
      return e.faults();
    }
  }

  /** Returns the bot and its Bot API server. */
  public TelegramOptions telegram() {
    return part(SettingsReader::telegram);
  }

  /** Returns the tracker's settings, including the bearer token. */
  public Settings.Xtracker xtracker() {
    return part(SettingsReader::xtracker);
  }

  /**
   * Returns the environment variable or JVM property that names a proxy that is ignored because
   * {@code outbound.proxy} is not set. Empty if there is none.
   */
  public Optional<String> unusedProxy() {
    if (!sources().text(KEYS.proxy).isEmpty()) {
      return Optional.empty();
    }
    return Stream.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "https.proxyHost")
        .filter(name -> !sources().plain(name).isEmpty() || isProperty(name))
        .findFirst();
  }

  private static boolean isProperty(String name) {
    return name.contains(".") && System.getProperty(name) != null;
  }

  /** Returns the settings of the operator's page. */
  public Settings.Console console() {
    return part(SettingsReader::console);
  }

  /** Returns the settings of the gateway, which receives postbacks and pushed updates. */
  public GatewaySettings gateway() {
    return part(SettingsReader::gateway);
  }

  /** Returns the tracker's URL. */
  public URI xtrackerUrl() {
    return get(values -> values.get(KEYS.xtrackerUrl));
  }

  /** Returns the required secret in the URLs that partners call. */
  public String ingestToken() {
    return get(values -> values.required(KEYS.ingestToken).orElse(""));
  }

  /** Returns the secret in the URLs that partners call; empty if it is not set. */
  public Optional<String> knownIngestToken() {
    return get(values -> values.find(KEYS.ingestToken));
  }

  /** Returns what is tracked, the place of the outbox, and the retention. */
  public Settings.Tracking tracking() {
    return part(SettingsReader::tracking);
  }

  /** Returns the rules for capturing funnel events from updates. */
  public CaptureRules capture() {
    return part(SettingsReader::capture);
  }

  /** Returns the outbox that the bot uses; a dry run has its own. */
  public String outboxUrl() {
    return tracking().outboxInUse();
  }

  /** Returns the file that holds the bearer token, if it is in a file. */
  public Optional<Path> bearerFile() {
    return get(values -> values.find(KEYS.bearerFile));
  }

  /** Returns the settings file if it contains a secret; secrets belong in the environment. */
  public Optional<Path> fileWithSecrets() {
    return sources().holdsSecret() ? Optional.of(Path.of(sources().file())) : Optional.empty();
  }

  private <T> T part(Function<SettingsReader, T> part) {
    return SettingsReader.read(sources(), part);
  }

  private <T> T get(Function<SettingValues, T> part) {
    return part(reader -> part.apply(reader.values()));
  }

  private SettingsSources sources() {
    if (sources == null) {
      sources = open.get();
      sources.secrets().forEach(BotLogging::hide);
    }
    return sources;
  }
}
