package io.botfunnel.sample.demo;

import io.botfunnel.testkit.xtracker.FakePartner;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * The broker at which users trade. The bot's gateway is in its postback field, and it reports
 * deposits over HTTP. Safe for use from any thread.
 */
final class Broker {
  private static final String POSTBACK =
      "%s/e?token=%s&event=deposit&uid={sub_id}&value={sumdep}&currency={cur}&eid={trade_id}";

  private final FakePartner partner;

  /**
   * @param gateway the URL of the bot's gateway, without a path
   * @param token the space's ingest token
   */
  Broker(URI gateway, String token) {
    this.partner = new FakePartner(POSTBACK.formatted(gateway, token));
  }

  /**
   * Reports a deposit.
   *
   * @param amount an amount with its currency, such as {@code 25.00 USD}
   * @throws IllegalStateException if the gateway refuses it
   */
  void reports(String uid, String amount, String transaction) {
    int blank = amount.indexOf(' ');
    HttpResponse<String> answer =
        partner.reports(
            Map.of(
                "sub_id",
                uid,
                "sumdep",
                amount.substring(0, blank),
                "cur",
                amount.substring(blank + 1),
                "trade_id",
                transaction));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the gateway answered a broker: " + answer.body());
    }
  }
}
