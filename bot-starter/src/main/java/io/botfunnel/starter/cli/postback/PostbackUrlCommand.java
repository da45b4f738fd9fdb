package io.botfunnel.starter.cli.postback;

import io.botfunnel.starter.cli.command.BotOption;
import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.settings.OperatorSettings;
import io.botfunnel.tracking.xtracker.postback.PostbackUrl;
import io.botfunnel.tracking.xtracker.postback.PostbackUrlBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code postback-url} command: prints the URL for a partner's postback field. */
@Command(
    name = "postback-url",
    description = {
      "Prints the URL for a partner's postback field. It contains a secret.",
      "The secret is the ingest token (XTRACKER_INGEST_TOKEN): give the URL only to the partner.",
      "--masked prints *** instead of the token.",
      "A value with brackets, $ or # is a macro, which the partner replaces; each network has its own",
      "macros. Any other value is the same in each postback."
    },
    footerHeading = "%nExample, for Pocket Option:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} postback-url --event deposit --uid '{sub_id}' \\",
      "      --value '{sumdep}' --currency USD --eid '{trade_id}'"
    })
public final class PostbackUrlCommand implements Callable<Integer> {
  private static final Pattern MACRO = Pattern.compile(".*[{}\\[\\]<>$#()|].*");

  private final CommandContext context;

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      required = true,
      description = "contact, subscribed, registration or deposit.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String event;

  @Option(names = "--uid", paramLabel = "MACRO", required = true, description = "The click id.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String uid;

  @Option(names = "--eid", paramLabel = "MACRO", description = "The partner's id of the event.")
  private @Nullable String eid;

  @Option(names = "--value", paramLabel = "MACRO", description = "The amount paid; deposits only.")
  private @Nullable String value;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "An ISO 4217 code, or a macro; deposits only.")
  private @Nullable String currency;

  @Option(
      names = "--time",
      paramLabel = "MACRO",
      description = "The time of the event, in epoch milliseconds.")
  private @Nullable String time;

  @Option(names = "--masked", description = "Prints *** instead of the token.")
  private boolean masked;

  @Mixin private final BotOption bot = new BotOption();
  @Mixin private final Output output = new Output();

  public PostbackUrlCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PostbackUrl url = url();
    String shown = masked ? url.masked() : url.reveal();
    output.object(new Url(shown));
    output.say(shown);
    if (!masked) {
      output.note("This URL contains the ingest token: give it only to the partner.");
    }
    return ExitCode.DONE;
  }

  private PostbackUrl url() {
    OperatorSettings settings = bot.settings(context);
    PostbackUrlBuilder url =
        PostbackUrl.builder()
            .url(settings.xtrackerUrl())
            .token(settings.ingestToken())
            .event(event);
    values().forEach((name, given) -> put(url, name, given));
    return url.build();
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("uid", uid);
    putIfGiven(values, "value", value);
    putIfGiven(values, "currency", currency);
    putIfGiven(values, "eid", eid);
    putIfGiven(values, "t", time);
    return values;
  }

  private static void putIfGiven(Map<String, String> values, String name, @Nullable String given) {
    if (given != null) {
      values.put(name, given);
    }
  }

  private static void put(PostbackUrlBuilder url, String name, String given) {
    if (MACRO.matcher(given).matches()) {
      url.macro(name, given);
    } else {
      url.plain(name, given);
    }
  }

  private record Url(String url) {}
}
