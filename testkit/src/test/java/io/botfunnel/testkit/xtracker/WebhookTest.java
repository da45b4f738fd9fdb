package io.botfunnel.testkit.xtracker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.botfunnel.testkit.LoopbackServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XTRACKER tells a bot of its events. */
class WebhookTest {
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private final Queue<String> secrets = new ConcurrentLinkedQueue<>();
  @AutoClose private final XtrackerServer xtracker = XtrackerServer.start();
  @AutoClose private final LoopbackServer bot = LoopbackServer.open(0, "bot", this::answer);
  private FakePartner partner;

  private void answer(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    secrets.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Webhook-Secret")));
    Integer status = answers.poll();
    exchange.sendResponseHeaders(status == null ? 200 : status, -1);
  }

  @BeforeEach
  void give() {
    xtracker.webhook(bot.url().resolve("/xtracker"), Map.of("X-Webhook-Secret", "s3cret"));
    partner =
        new FakePartner(
            xtracker.url()
                + "/e?token="
                + xtracker.ingestToken()
                + "&event=deposit&uid={sub_id}&value={sum}&currency=USD&eid={id}&t=1767225600123");
  }

  private int deposit(String id) {
    return partner.reports(Map.of("sub_id", "abc", "sum", "25.00", "id", id)).statusCode();
  }

  @Test
  void ofEachOnceWithTheHeaderOfTheOperator() {
    assertThat(deposit("1")).isEqualTo(200);
    assertThat(deposit("1")).isEqualTo(200);
    assertThat(deposit("2")).isEqualTo(200);
    await().until(() -> xtracker.ledger().toldByWebhook().size() == 2);
    assertThat(bodies)
        .hasSize(2)
        .first()
        .asString()
        .contains("\"event\":\"Purchase\"", "\"canonical\":\"deposit\"", "\"uid\":\"abc\"")
        .contains("\"occurred_at_ms\":1767225600123", "\"value\":\"25.00\"");
    assertThat(secrets).containsOnly("s3cret");
  }

  @Test
  void againWithTheSameIdWhileItAsksForThat() {
    answers.addAll(List.of(503, 429, 408));
    deposit("1");
    await().until(() -> xtracker.ledger().toldByWebhook().size() == 1);
    assertThat(bodies).hasSize(4);
    assertThat(Set.copyOf(bodies)).hasSize(1);
  }

  @Test
  void notAgainWhereItIsRefusedForGood() {
    answers.add(400);
    deposit("1");
    await().until(() -> xtracker.ledger().refusedByWebhook().size() == 1);
    deposit("2");
    await().until(() -> xtracker.ledger().toldByWebhook().size() == 1);
    assertThat(bodies).hasSize(2);
  }

  @Test
  void evenOfAMacroThatAPartnerLeftAsItIs() {
    partner.reports(Map.of("sum", "25.00", "id", "1"));
    await().until(() -> xtracker.ledger().toldByWebhook().size() == 1);
    assertThat(bodies.peek()).contains("{sub_id}");
  }
}
