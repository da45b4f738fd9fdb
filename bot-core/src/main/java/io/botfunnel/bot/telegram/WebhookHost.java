package io.botfunnel.bot.telegram;

import org.telegram.telegrambots.meta.api.objects.WebhookInfo;

/** The part of a webhook's URL that may be shown: its path and query often hold a secret. */
public final class WebhookHost {
  private WebhookHost() {}

  /** Returns the host and port of a URL; accepts any text. */
  public static String of(String url) {
    return url.replaceFirst("(?i)^([a-z]+://)?(?:[^/@]*@)?([^/?#]*).*", "$2");
  }

  /** Returns the host and port of the webhook that is set; empty if none is. */
  static String of(WebhookInfo info) {
    return info.getUrl() == null ? "" : of(info.getUrl());
  }
}
