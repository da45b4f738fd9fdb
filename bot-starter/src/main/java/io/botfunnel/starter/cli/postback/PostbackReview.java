package io.botfunnel.starter.cli.postback;

import io.botfunnel.bot.postback.Macro;
import io.botfunnel.bot.postback.PostbackValues;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.postback.PostbackParts.Parameter;
import io.botfunnel.tracking.event.StartPrefix;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is wrong with a postback URL: each fault has its remedy. Never shows the token. Used
 * by one thread.
 */
final class PostbackReview {
  private static final Set<String> KNOWN =
      Set.of("token", "event", "uid", "value", "currency", "eid", "t");

  private final URI xtracker;
  private final Optional<String> ingestToken;
  private final StartPrefix startPrefix;
  private final boolean template;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * @param xtracker the URL of XTRACKER
   * @param ingestToken the space's ingest token, if known
   * @param startPrefix the prefix of start payloads, which does not belong to a uid
   * @param template whether the URL goes into a partner's field, so that macros belong in it
   */
  PostbackReview(
      URI xtracker, Optional<String> ingestToken, StartPrefix startPrefix, boolean template) {
    this.xtracker = xtracker;
    this.ingestToken = ingestToken;
    this.startPrefix = startPrefix;
    this.template = template;
  }

  /**
   * A fault in the URL.
   *
   * @param what what is wrong, with the rule
   * @param remedy what to do
   */
  record Fault(String what, String remedy) {}

  /** Returns all faults; often empty. */
  List<Fault> of(String url) {
    PostbackParts postback = PostbackParts.of(url);
    place(postback);
    names(postback);
    token(postback);
    postback.parameters().forEach(this::macro);
    new PostbackValues(postback::value, startPrefix, (where, what, remedy) -> fault(what, remedy))
        .review();
    return List.copyOf(faults);
  }

  private void fault(String what, String remedy) {
    faults.add(new Fault(what, remedy));
  }

  private void place(PostbackParts url) {
    if (url.host().isEmpty() || url.scheme().isEmpty()) {
      fault("It is not a complete URL", "Begin it with " + xtracker.resolve(path()) + "?");
      return;
    }
    host(url);
    if (!url.path().equals(path())) {
      fault(
          "Its path is '%s', but XTRACKER accepts postbacks at %s"
              .formatted(DisplayText.text(url.path()), path()),
          "Write " + path());
    }
  }

  private void host(PostbackParts url) {
    if (!url.host().equalsIgnoreCase(xtracker.getRawAuthority())) {
      fault(
          "It calls %s, but XTRACKER is at %s"
              .formatted(DisplayText.text(url.host()), xtracker.getRawAuthority()),
          "Correct the host, or set xtracker.url if your XTRACKER is elsewhere");
    }
    if (!url.scheme().equals("https") && !url.scheme().equals(xtracker.getScheme())) {
      fault(
          "It uses %s: others can read the token on the way"
              .formatted(DisplayText.text(url.scheme())),
          "Write https://");
    }
  }

  private String path() {
    return xtracker.getRawPath().replaceFirst("/+$", "") + "/e";
  }

  private void names(PostbackParts url) {
    Set<String> seen = new HashSet<>();
    for (Parameter parameter : url.parameters()) {
      String name = DisplayText.text(parameter.name());
      if (!KNOWN.contains(name)) {
        fault(
            "XTRACKER does not know the parameter '%s'".formatted(name),
            "Rename it to token, event, uid, value, currency, eid or t, or leave it out");
      }
      if (!seen.add(name)) {
        fault("The parameter '%s' appears more than once".formatted(name), "Keep one of them");
      }
    }
  }

  private void token(PostbackParts url) {
    Optional<String> token = url.value("token");
    if (token.isEmpty()) {
      fault(
          "The token is missing: XTRACKER accepts nothing without it",
          "Use the URL that postback-url prints");
    } else if (ingestToken.isPresent() && !ingestToken.equals(token)) {
      fault(
          "The token is not the one in xtracker.ingest-token; it may have been rotated",
          "Give the partner the URL that postback-url prints now");
    }
  }

  private void macro(Parameter parameter) {
    String name = DisplayText.text(parameter.name());
    if (template && Macro.isEncodedIn(parameter.written())) {
      fault(
          "%s has a percent-encoded macro, which the partner will not recognize".formatted(name),
          "Write the macro with plain brackets");
    }
    if (!template && !parameter.name().equals("token") && Macro.isIn(parameter.value())) {
      fault(
          "%s still contains the macro %s, which the partner did not replace"
              .formatted(name, DisplayText.text(parameter.value())),
          "Check its spelling, and whether the partner offers it for this event");
    }
  }
}
