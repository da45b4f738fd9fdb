package io.botfunnel.starter.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds misspelled keys: names in our sections that are not settings. */
final class UnknownKeys {
  /** Our sections; others belong to the bot's author. */
  private static final List<String> SECTIONS =
      List.of(
          "telegram.",
          "xtracker.",
          "tracking.",
          "bot.",
          "console.",
          "gateway.",
          "logging.",
          "outbound.");

  private UnknownKeys() {}

  /** Returns a fault for each misspelled key, in alphabetical order. */
  static Stream<String> faults(Set<String> written) {
    return written.stream()
        .map(name -> name.replaceAll("\\[[0-9]+]", ""))
        .distinct()
        .filter(UnknownKeys::isUnknown)
        .sorted()
        .map(UnknownKeys::fault);
  }

  private static boolean isUnknown(String name) {
    return !name.startsWith(GatewayKeys.PARTNERS)
        && SECTIONS.stream().anyMatch((bare(name) + ".")::startsWith)
        && !SettingKeys.NAMES.contains(name);
  }

  private static String fault(String name) {
    return SettingKeys.NAMES.contains(bare(name))
        ? bare(name)
            + " is written with dots: each part of a key is a section of its own. "
            + "Indent it below its section, as config/bot.yaml shows."
        : name + " is not a setting: did you mean " + nearest(bare(name)) + "?";
  }

  /** Removes the quotes around a key that contains dots. */
  private static String bare(String name) {
    return name.replace("\"", "");
  }

  private static String nearest(String name) {
    return SettingKeys.NAMES.stream()
        .min(Comparator.comparingInt(known -> Distance.between(known, name)))
        .orElseThrow();
  }
}
