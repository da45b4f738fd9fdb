package io.botfunnel.tracking.internal.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * An update after one to three accidents. It is valid JSON, so that it can stand in an answer; the
 * same number is the same mutant, whatever runs before it.
 *
 * @param json what Telegram is made to send
 */
public record Mutant(String json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SAMPLES = SampleUpdates.all();
  private static final int FIRST_ID = 1_000_000;
  private static final String HUGE = "ü🎲\"\\ ".repeat(1_000);
  private static final List<String> JUNK =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "2147483648",
          "-9223372036854775809",
          "1e400",
          "3.7",
          "\"\"",
          "\"7\"",
          "\"x\"",
          "\"true\"",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "{\"\":null}",
          "[1,\"a\",{}]",
          "9".repeat(900),
          "\"\\ud800\"",
          "\"\\udc00a\\ud83d\"",
          "\"\\u0000\"",
          "\"\\u202e\\ufeff\"",
          "{\"id\":5}",
          "{\"type\":\"?\"}",
          "{\"status\":\"?\"}",
          "{\"source\":\"?\"}",
          "\"private\"");

  /** What happens to a field or an element. */
  private enum Accident {
    DELETED,
    DUPLICATED,
    REPLACED,
    HUGE,
    NESTED,
    IN_AN_ARRAY,
    EMPTIED,
    TRANSPLANTED
  }

  /** A place in the tree that something can happen to. */
  private record Place(JsonNode parent, String field, int index) {
    JsonNode value() {
      return parent.isObject() ? parent.path(field) : parent.path(index);
    }

    void put(JsonNode value) {
      if (parent instanceof ObjectNode object) {
        object.set(field, value);
      } else {
        ((ArrayNode) parent).set(index, value);
      }
    }

    void delete() {
      if (parent instanceof ObjectNode object) {
        object.remove(field);
      } else {
        ((ArrayNode) parent).remove(index);
      }
    }
  }

  /** The mutant of this number. */
  public static Mutant number(int number, long seed) {
    Random random = new Random(seed * 1_000_003 + number);
    ObjectNode update = (ObjectNode) tree(pick(SAMPLES, random));
    update.put("update_id", FIRST_ID + number);
    String json = update.toString();
    for (int accidents = 1 + random.nextInt(3); accidents > 0; accidents--) {
      json = afterAccident(json, random);
    }
    return new Mutant(json);
  }

  private static String afterAccident(String json, Random random) {
    JsonNode update = tree(json);
    List<Place> places = new ArrayList<>();
    collect(update, places);
    if (places.isEmpty()) {
      return json;
    }
    Place place = pick(places, random);
    switch (pick(List.of(Accident.values()), random)) {
      case DELETED -> place.delete();
      case DUPLICATED -> {
        String name = "\"" + place.field() + "\":";
        return json.replaceFirst(
            Pattern.quote(name), Matcher.quoteReplacement(name + pick(JUNK, random) + "," + name));
      }
      case REPLACED -> place.put(tree(pick(JUNK, random)));
      case HUGE -> place.put(JSON.getNodeFactory().textNode(HUGE));
      case NESTED -> place.put(nested(place.value(), 1 + random.nextInt(300), random));
      case IN_AN_ARRAY -> place.put(JSON.createArrayNode().add(place.value()));
      case EMPTIED -> place.put(place.value().isArray() ? tree("[]") : tree("{}"));
      case TRANSPLANTED -> place.put(pick(places, random).value().deepCopy());
    }
    return update.toString();
  }

  private static JsonNode nested(JsonNode core, int depth, Random random) {
    boolean inObjects = random.nextBoolean();
    JsonNode nested = core;
    for (int i = 0; i < depth; i++) {
      nested =
          inObjects
              ? JSON.createObjectNode().set("reply_to_message", nested)
              : JSON.createArrayNode().add(nested);
    }
    return nested;
  }

  private static void collect(JsonNode node, List<Place> places) {
    node.fieldNames().forEachRemaining(name -> places.add(new Place(node, name, -1)));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.add(new Place(node, "", i));
    }
    node.forEach(child -> collect(child, places));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(json, broken);
    }
  }

  /** Telegram's id of it, where it still has one; without one nothing can be confirmed. */
  public Optional<Integer> id() {
    return Stream.of(tree(json).path("update_id"))
        .filter(JsonNode::isInt)
        .map(JsonNode::intValue)
        .findFirst();
  }

  /** What the library alone makes of it; empty where it cannot read it. */
  public Optional<Update> read() {
    return read(json);
  }

  /**
   * Whether a field that stands twice makes two updates of it: one as it comes, and another from a
   * tree, in which the last one counts. Telegram sends none like that, and either is right.
   */
  boolean isAmbiguous() {
    UpdateCodec codec = new UpdateCodec();
    return !read().map(codec::write).equals(read(tree(json).toString()).map(codec::write));
  }

  private static Optional<Update> read(String json) {
    try {
      return Optional.of(RawUpdates.parsed(json));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** In ASCII, for a report may not survive half a character; the middle of a huge one is cut. */
  @Override
  public String toString() {
    StringBuilder shown = new StringBuilder();
    json.chars()
        .forEach(c -> shown.append(c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c)));
    int length = shown.length();
    return length < 4_000
        ? shown.toString()
        : shown.replace(2_000, length - 2_000, " ... ").toString();
  }
}
