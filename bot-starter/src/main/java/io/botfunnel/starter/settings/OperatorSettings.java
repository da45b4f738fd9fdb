package io.botfunnel.starter.settings;

import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.capture.CaptureRules;
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
 * The settings of a bot a part at a time, for its operator's commands: whoever looks into the
 * outbox needs no bot token. A part is read and checked when it is asked for, and then throws
 * {@link InvalidSettingsException} with every fault of it. As soon as one is read, all secrets of
 * the settings are masked in the log and by {@link BotLogging#masked}. Used by one thread.
 */
public final class OperatorSettings {
  private final Supplier<SettingsSources> open;
  private @Nullable SettingsSources sources;

  private OperatorSettings(Supplier<SettingsSources> open) {
    this.open = open;
  }

  /** Those of this process, from the same places as {@link Settings#load}. */
  public static OperatorSettings ofThisProcess() {
    return new OperatorSettings(
        () -> SettingsSources.of(System.getenv(), System.getProperty(SettingsSources.PATH)));
  }

  /** From these values alone, as {@link Settings#from} takes them. */
  public static OperatorSettings from(Map<String, String> values) {
    return new OperatorSettings(() -> SettingsSources.of(values));
  }

  /** The names of the bots in their order; empty for the one without, which goes first. */
  public List<String> bots() {
    return part(SettingsReader::bots).stream().map(BotName::value).toList();
  }

  /**
   * The same as one of the bots sees them.
   *
   * @param bot its name; empty for the one without
   * @throws IllegalArgumentException if no bot can have that name
   */
  public OperatorSettings of(String bot) {
    BotName name = new BotName(bot);
    return name.isUnnamed() ? this : new OperatorSettings(() -> sources().of(name));
  }

  /** A text that names settings, with the names that they have for the bot that sees these. */
  public String inWords(String text) {
    return BotSections.inWordsOf(sources().bot(), text);
  }

  /** What is wrong with all that the bots need to run, a sentence or two each; often empty. */
  public List<String> faults() {
    try {
      SettingsReader.read(sources());
      return List.of();
    } catch (InvalidSettingsException e) {
      return e.faults();
    }
  }

  /** The bot and its Bot API server. */
  public Settings.Telegram telegram() {
    return part(SettingsReader::telegram);
  }

  /** The tracker, with the bearer. */
  public Settings.Xtracker xtracker() {
    return part(SettingsReader::xtracker);
  }

  /**
   * The variable of the environment, or the property of the JVM, that names a proxy which is not
   * used: {@code outbound.proxy} says nothing. Empty if there is none.
   */
  public Optional<String> unusedProxy() {
    if (part(SettingsReader::saysProxy)) {
      return Optional.empty();
    }
    return Stream.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "https.proxyHost")
        .filter(name -> !sources().plain(name).isEmpty() || isProperty(name))
        .findFirst();
  }

  private static boolean isProperty(String name) {
    return name.contains(".") && System.getProperty(name) != null;
  }

  /** The console, and whether it is served. */
  public Settings.Console console() {
    return part(SettingsReader::console);
  }

  /** What partners and Telegram send in. */
  public GatewaySettings gateway() {
    return part(SettingsReader::gateway);
  }

  /** Where the tracker is. */
  public URI xtrackerUrl() {
    return part(SettingsReader::xtrackerUrl);
  }

  /** The secret of the URLs that partners call. */
  public String ingestToken() {
    return part(SettingsReader::ingestToken);
  }

  /** The same, where it is set. */
  public Optional<String> knownIngestToken() {
    return part(SettingsReader::knownIngestToken);
  }

  /** What is kept, where, and how long. */
  public Settings.Tracking tracking() {
    return part(SettingsReader::tracking);
  }

  /** What of an update means something for the funnel. */
  public CaptureRules capture() {
    return part(SettingsReader::capture);
  }

  /** The outbox that the bot uses: one of its own while it runs dry. */
  public String outboxUrl() {
    Settings.Tracking tracking = tracking();
    return tracking.outboxInUse();
  }

  /** The file that the bearer is in, if it is in one. */
  public Optional<Path> bearerFile() {
    return part(SettingsReader::bearerPath);
  }

  /** The settings file, if there is a secret in it, where none belongs. */
  public Optional<Path> fileWithSecrets() {
    List<String> secrets = SettingKeys.SECRETS.stream().map(SettingKey::name).toList();
    boolean any =
        isPasswordWritten()
            || sources().written().stream()
                .map(BotSections::bare)
                .anyMatch(name -> secrets.contains(name) || GatewayKeys.isPartnersSecret(name));
    return any ? Optional.of(Path.of(sources().file())) : Optional.empty();
  }

  /** A database's password travels in its URL, and a proxy's in its own. */
  private boolean isPasswordWritten() {
    boolean ofOutbox =
        isWritten(SettingKeys.OUTBOX_URL) && tracking().outboxUrl().contains("password=");
    return ofOutbox || (isWritten(SettingKeys.PROXY) && proxyHasPassword());
  }

  private boolean isWritten(SettingKey<?> key) {
    return sources().written().contains(key.name());
  }

  private boolean proxyHasPassword() {
    return part(SettingsReader::proxy).flatMap(OutboundProxy::credentials).isPresent();
  }

  private <T> T part(Function<SettingsReader, T> part) {
    return SettingsReader.read(sources(), part);
  }

  private SettingsSources sources() {
    if (sources == null) {
      sources = open.get();
      sources.secrets().forEach(BotLogging::hide);
    }
    return sources;
  }
}
