package io.botfunnel.starter.console.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parameters of a request. An empty parameter counts as missing; a repeated one is refused. */
public final class Query {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;
  private static final List<String> FILTER_PARAMETERS =
      List.of(
          "topic", "state", "kind", "eid", "user", "uid", "reason", "before", "limit", "all",
          "bot");

  private final Map<String, List<String>> parameters;

  private Query(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  /**
   * Parses the query strictly: a value that the web server would drop must not widen the selection.
   */
  public static Query of(Context request) {
    try {
      return new Query(
          Stream.of(Optional.ofNullable(request.queryString()).orElse("").split("&"))
              .filter(part -> !part.isEmpty())
              .map(part -> part.split("=", 2))
              .collect(
                  Collectors.groupingBy(
                      part -> decoded(part[0]),
                      Collectors.mapping(
                          part -> part.length == 1 ? "" : decoded(part[1]), Collectors.toList()))));
    } catch (IllegalArgumentException e) {
      throw RequestRefusedException.badRequest(
          "The query cannot be read: it has to be percent-encoded UTF-8", "Encode each value");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  public Optional<String> find(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw RequestRefusedException.badRequest(
          "%s is given twice: once is enough".formatted(name), "Leave one out");
    }
    return values.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  public String required(String name, String example) {
    return find(name)
        .orElseThrow(
            () ->
                RequestRefusedException.badRequest(
                    "%s is missing: it is required".formatted(name),
                    "Add %s=%s".formatted(name, example)));
  }

  /** Returns the filter of the request; without parameters it selects the whole outbox. */
  public Filter filter() {
    refuseUnknownNames();
    return new Filter(
        topic(),
        find("state").map(word -> oneOf("state", State.values(), word)).orElse(null),
        find("kind").orElse(null),
        find("eid").orElse(null),
        find("user").map(Query::user).orElse(null),
        find("uid").orElse(null),
        find("reason").orElse(null));
  }

  /** A misspelt filter name would select more than was meant. */
  private void refuseUnknownNames() {
    parameters.keySet().stream()
        .filter(name -> !FILTER_PARAMETERS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw RequestRefusedException.badRequest(
                  "A parameter is unknown: there are %s"
                      .formatted(String.join(", ", FILTER_PARAMETERS)),
                  "Correct its name");
            });
  }

  /** Returns the filter of a change; a change of everything has to be requested explicitly. */
  public Filter changeFilter() {
    Filter filter = filter();
    boolean everything = filter.equals(unfiltered(filter.topic()));
    if (everything && !find("all").filter("true"::equals).isPresent()) {
      throw RequestRefusedException.badRequest(
          "No filter is given: a change of everything has to be asked for",
          "Add a filter, such as state=refused, or all=true");
    }
    return filter;
  }

  private static Filter unfiltered(Topic topic) {
    return new Filter(topic, null, null, null, null, null, null);
  }

  public Topic topic() {
    return switch (find("topic").orElse("outbox")) {
      case "outbox" -> Topic.OUTBOX;
      case "inbox" -> Topic.INBOX;
      case "conversions" -> Topic.CONVERSIONS;
      case "noticed" -> Topic.OPERATOR_EVENTS;
      default ->
          throw RequestRefusedException.badRequest(
              "topic is unknown: it is outbox, inbox, conversions or noticed", "Correct it");
    };
  }

  public Period period() {
    return find("period").map(word -> oneOf("period", Period.values(), word)).orElse(Period.DAY);
  }

  public int limit() {
    return number("limit").map(Query::bounded).orElse(DEFAULT_LIMIT);
  }

  public long before() {
    return number("before").orElse(Long.MAX_VALUE);
  }

  /** Returns the requested Telegram user. */
  public long user() {
    return user(required("user", "123456789"));
  }

  /** Returns the requested user or click. */
  public Subject subject() {
    Optional<Subject> user = find("user").map(id -> new UserId(user(id)));
    Optional<Subject> click = find("uid").map(ClickId::new);
    if (user.isPresent() == click.isPresent()) {
      throw RequestRefusedException.badRequest(
          "Either user or uid has to be given, and not both", "Give one");
    }
    return user.or(() -> click).orElseThrow();
  }

  private static Integer bounded(long limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw RequestRefusedException.badRequest(
          "limit is 1 to %d".formatted(MAX_LIMIT), "Correct it");
    }
    return (int) limit;
  }

  private static Long user(String text) {
    return number("user", text);
  }

  private Optional<Long> number(String name) {
    return find(name).map(text -> number(name, text));
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw RequestRefusedException.badRequest(
          "%s is a whole number".formatted(name), "Correct it");
    }
  }

  private static <E extends Enum<E>> E oneOf(String name, E[] values, String text) {
    Function<E, String> word = value -> value.name().toLowerCase(Locale.ROOT);
    return Stream.of(values)
        .filter(value -> word.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                RequestRefusedException.badRequest(
                    "%s is unknown: it is one of %s"
                        .formatted(
                            name, Stream.of(values).map(word).collect(Collectors.joining(", "))),
                    "Correct it"));
  }
}
