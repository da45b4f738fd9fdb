package io.botfunnel.starter.settings;

import io.botfunnel.starter.gateway.AddressRanges;
import io.botfunnel.starter.gateway.Partner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the gateway's partners; each has a section with its name. */
final class PartnersReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern SETTING =
      Pattern.compile("(\"[^\"]*\"|[^.\"]*)\\.([a-z]+)(?:\\.(.+))?");

  private final SettingsSources sources;
  private final SettingValues values;
  private final Map<String, Draft> drafts = new TreeMap<>();

  PartnersReader(SettingsSources sources, SettingValues values) {
    this.sources = sources;
    this.values = values;
  }

  /** What has been read of a partner so far. */
  private static final class Draft {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> events = new HashMap<>();
    private final Map<String, String> fixed = new HashMap<>();
  }

  List<Partner> read() {
    sources.own().stream()
        .filter(key -> key.startsWith(GatewayKeys.PARTNERS))
        .map(key -> key.replaceAll("\\[[0-9]+]$", ""))
        .distinct()
        .sorted()
        .forEach(this::read);
    return drafts.entrySet().stream()
        .map(draft -> partner(draft.getKey(), draft.getValue()))
        .toList();
  }

  private void read(String key) {
    Matcher setting = SETTING.matcher(key.substring(GatewayKeys.PARTNERS.length()));
    if (!setting.matches()) {
      unknown(key);
      return;
    }
    String name = bare(setting.group(1));
    if (!NAME.matcher(name).matches()) {
      values.fault(
          "%s names a partner \"%s\", but a name has 1 to 32 characters of a-z 0-9 -: it is the end of a URL. Rename it."
              .formatted(key, name));
      return;
    }
    String rest = setting.group(3) == null ? "" : bare(setting.group(3));
    read(key, setting.group(2), rest, drafts.computeIfAbsent(name, first -> new Draft()));
  }

  private void read(String key, String section, String rest, Draft draft) {
    if (section.equals("parameters") && Partner.NAMED.contains(rest)) {
      values.find(GatewayKeys.parameter(key)).ifPresent(theirs -> draft.names.put(rest, theirs));
    } else if (section.equals("events") && !rest.isEmpty()) {
      values.find(GatewayKeys.event(key)).ifPresent(ours -> draft.events.put(rest, ours));
    } else if (section.equals("fixed") && Partner.FIXED.contains(rest)) {
      values.find(GatewayKeys.fixed(key, rest)).ifPresent(value -> draft.fixed.put(rest, value));
    } else if (!rest.isEmpty() || !List.of("token", "allow", "ids").contains(section)) {
      unknown(key);
    }
  }

  private void unknown(String key) {
    values.fault(
        "%s is not a setting of a partner: it has token, allow, ids, parameters.<one of %s>, events.<its event> and fixed.<one of %s>. Correct it as config/bot.yaml shows."
            .formatted(key, String.join(", ", Partner.NAMED), String.join(", ", Partner.FIXED)));
  }

  private Partner partner(String name, Draft draft) {
    String section = GatewayKeys.PARTNERS + name;
    requireOneSource(section, draft);
    requireNamesOfTheirOwn(section, draft);
    requireFixedCurrency(section, draft);
    boolean ownIds = values.get(GatewayKeys.ids(section));
    if (ownIds && name.startsWith("dep-")) {
      values.fault(
          "%s.ids is own, but the partner's name begins with dep-, as each deposit's id does: its ids would be another's. Rename it."
              .formatted(section));
    }
    return new Partner(
        name,
        values.find(GatewayKeys.token(section)),
        draft.names,
        draft.events,
        draft.fixed,
        values.find(GatewayKeys.addresses(section + ".allow")).orElse(AddressRanges.NONE),
        ownIds);
  }

  private void requireOneSource(String section, Draft draft) {
    for (String parameter : Partner.FIXED) {
      if (draft.fixed.containsKey(parameter) && draft.names.containsKey(parameter)) {
        values.fault(
            "%s.fixed.%s and %s.parameters.%s are both set: a value is fixed or sent. Keep one of them."
                .formatted(section, parameter, section, parameter));
      }
    }
    if (draft.fixed.containsKey("event") && !draft.events.isEmpty()) {
      values.fault(
          "%s.fixed.event and %s.events are both set: an event is fixed or sent. Keep one of them."
              .formatted(section, section));
    }
  }

  /**
   * Requires distinct names for the parameters, except for the eids: an event uses only one of
   * those.
   */
  private void requireNamesOfTheirOwn(String section, Draft draft) {
    Set<String> taken = new HashSet<>();
    for (String ours : Partner.NAMED) {
      String theirs = draft.names.getOrDefault(ours, ours);
      boolean free = ours.endsWith("eid") || draft.fixed.containsKey(ours) || taken.add(theirs);
      if (!free) {
        values.fault(
            "%s.parameters.%s is \"%s\", which means another parameter, too: each has a name of its own. Correct one of them."
                .formatted(section, ours, theirs));
      }
    }
  }

  private void requireFixedCurrency(String section, Draft draft) {
    String value = draft.fixed.get("value");
    String currency = draft.fixed.get("currency");
    if (value != null && (currency == null || !GatewayKeys.isMoney(value, currency))) {
      values.fault(
          "%s.fixed.value needs a fixed.currency that has as many fraction digits: an amount is money. Set it."
              .formatted(section));
    }
  }

  /** Removes the quotes around a key that contains dots or other special characters. */
  private static String bare(String name) {
    return name.replace("\"", "");
  }
}
