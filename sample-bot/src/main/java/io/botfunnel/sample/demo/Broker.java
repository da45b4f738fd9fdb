package io.botfunnel.sample.demo;

import io.botfunnel.testkit.xtracker.FakePartner;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * Where users trade: it has the bot's gateway in its postback field, and reports over HTTP who has
 * deposited there. Safe for use from any thread.
 */
final class Broker {
  private static final String POSTBACK =
      "%s/e?token=%s&event=deposit&uid={sub_id}&value={sumdep}&currency={cur}&eid={trade_id}";

  private final FakePartner partner;

  /**
   * @param gateway the bot's, without a path
   * @param token the space's ingest token
   */
  Broker(URI gateway, String token) {
    this.partner = new FakePartner(POSTBACK.formatted(gateway, token));
  }

  /**
   * Reports a deposit.
   *
   * @param amount with its currency, such as {@code 25.00 USD}
   * @throws IllegalStateException if the gateway does not take it
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
