package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;

import io.botfunnel.starter.gateway.AddressRanges;
import io.botfunnel.starter.gateway.Partner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the gateway's partners; each has a section with its name. */
final class PartnersReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  private final SettingValues values;

  PartnersReader(SettingValues values) {
    this.values = values;
  }

  List<Partner> read() {
    return values.sources().partners().filter(this::isNamedWell).map(this::partner).toList();
  }

  private boolean isNamedWell(String name) {
    boolean well = NAME.matcher(name).matches();
    if (!well) {
      values.fault(
          "%s names a partner \"%s\", but a name has 1 to 32 characters of a-z 0-9 -: it is the end of a URL"
              .formatted(section(name), name.replace("\"", "")),
          "Rename it");
    }
    return well;
  }

  /** Returns the full name of a partner's section. */
  private String section(String name) {
    return BotSections.of(values.sources().bot()) + SettingsTable.PARTNERS + name;
  }

  private Partner partner(String name) {
    Partner partner =
        new Partner(
            name,
            values.find(KEYS.partnerToken.with(name)),
            some(name, KEYS.partnerParameters),
            events(name),
            some(name, KEYS.partnerFixed),
            values.find(KEYS.partnerAllow.with(name)).orElse(AddressRanges.NONE),
            values.get(KEYS.partnerOwnIds.with(name)));
    requireOneSource(partner);
    requireNamesOfTheirOwn(partner);
    requireFixedCurrency(partner);
    requireNoDepositsName(partner);
    return partner;
  }

  /** Returns those of the settings that are set. */
  private Map<String, String> some(String partner, Map<String, Setting<String>> keys) {
    Map<String, String> some = new HashMap<>();
    keys.forEach(
        (ours, key) -> values.find(key.with(partner)).ifPresent(value -> some.put(ours, value)));
    return some;
  }

  private Map<String, String> events(String partner) {
    String section = SettingsTable.PARTNERS + partner + ".events.";
    Map<String, String> events = new HashMap<>();
    values.sources().own().stream()
        .filter(key -> key.startsWith(section))
        .map(key -> key.replaceAll("\\[[0-9]+]$", ""))
        .distinct()
        .forEach(
            key ->
                values
                    .find(KEYS.partnerEvent.named(key))
                    .ifPresent(ours -> events.put(theirs(key, section), ours)));
    return events;
  }

  /** Returns the partner's event, without the quotes of a name with dots. */
  private static String theirs(String key, String section) {
    return key.substring(section.length()).replace("\"", "");
  }

  private void requireOneSource(Partner partner) {
    String section = section(partner.name());
    for (String parameter : Partner.FIXED) {
      if (partner.fixed().containsKey(parameter) && partner.names().containsKey(parameter)) {
        values.fault(
            "%s.fixed.%s and %s.parameters.%s are both set: a value is fixed or sent"
                .formatted(section, parameter, section, parameter),
            "Keep one of them");
      }
    }
    if (partner.fixed().containsKey("event") && !partner.events().isEmpty()) {
      values.fault(
          "%s.fixed.event and %s.events are both set: an event is fixed or sent"
              .formatted(section, section),
          "Keep one of them");
    }
  }

  /** Exempts the eids: an event uses only one of those. */
  private void requireNamesOfTheirOwn(Partner partner) {
    Set<String> taken = new HashSet<>();
    for (String ours : Partner.NAMED) {
      String theirs = partner.names().getOrDefault(ours, ours);
      if (!ours.endsWith("eid") && !partner.fixed().containsKey(ours) && !taken.add(theirs)) {
        values.fault(
            "%s.parameters.%s is \"%s\", which means another parameter, too: each has a name of its own"
                .formatted(section(partner.name()), ours, theirs),
            "Correct one of them");
      }
    }
  }

  private void requireFixedCurrency(Partner partner) {
    String value = partner.fixed().get("value");
    String currency = partner.fixed().get("currency");
    if (value != null && (currency == null || !Parsers.isMoney(value, currency))) {
      values.fault(
          "%s.fixed.value needs a fixed.currency that has as many fraction digits: an amount is money"
              .formatted(section(partner.name())),
          "Set it");
    }
  }

  private void requireNoDepositsName(Partner partner) {
    if (partner.ownIds() && partner.name().startsWith("dep-")) {
      values.fault(
          "%s.ids is own, but the partner's name begins with dep-, as each deposit's id does: its ids would be another's"
              .formatted(section(partner.name())),
          "Rename it");
    }
  }
}
