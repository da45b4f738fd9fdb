package io.botfunnel.starter.settings;

import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.network.OutboundProxy;
import java.util.List;
import okhttp3.Credentials;

/** What of a setting's value is secret. */
enum Secrecy {
  /** Nothing. */
  NONE,
  /** All of it. */
  WHOLE,
  /** The passwords in an outbox's URL. */
  OUTBOX_URL,
  /** The password in a proxy's URL, and the credentials as they are sent. */
  PROXY_URL;

  /** Returns the secrets in a value; empty also if the value breaks its rule. */
  List<String> secretsIn(String text) {
    return switch (this) {
      case NONE -> List.of();
      case WHOLE -> text.isEmpty() ? List.of() : List.of(text);
      case OUTBOX_URL -> Outbox.secretsIn(text);
      case PROXY_URL -> secretsInProxy(text);
    };
  }

  private static List<String> secretsInProxy(String text) {
    try {
      return OutboundProxy.of(text)
          .credentials()
          .map(proxy -> List.of(proxy.password(), sent(proxy)))
          .orElse(List.of());
    } catch (IllegalArgumentException noProxy) {
      return List.of();
    }
  }

  private static String sent(OutboundProxy.Credentials proxy) {
    return Credentials.basic(proxy.user(), proxy.password()).replace("Basic ", "");
  }

  /** Returns whether a reader of the text learns a secret. */
  boolean isToldBy(String text) {
    return this == OUTBOX_URL ? Outbox.hasPassword(text) : !secretsIn(text).isEmpty();
  }

  /** Returns the value without its secrets. */
  String shown(String text) {
    return switch (this) {
      case NONE -> text;
      case WHOLE -> "*** (" + text.length() + " characters)";
      case OUTBOX_URL -> Outbox.masked(text);
      case PROXY_URL -> OutboundProxy.shown(text);
    };
  }
}
