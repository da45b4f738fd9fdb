package io.botfunnel.bot.telegram;

import org.telegram.telegrambots.meta.api.objects.WebhookInfo;

/** What may be shown of where a webhook leads: its path and its query often hold a secret. */
public final class WebhookHost {
  private WebhookHost() {}

  /** Host and port of a URL, whatever it looks like. */
  public static String of(String url) {
    return url.replaceFirst("(?i)^([a-z]+://)?(?:[^/@]*@)?([^/?#]*).*", "$2");
  }

  /** Of the webhook that is set; empty if none is. */
  static String of(WebhookInfo info) {
    return info.getUrl() == null ? "" : of(info.getUrl());
  }
}
