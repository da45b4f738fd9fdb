package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A partner who sends each deposit until it is answered 200, and now and then one again that was.
 *
 * @param number tells his deposits from those of the others
 * @param acknowledged takes the eid of each
 * @param enough ends it, after the deposit in hand
 */
record RepeatingPartner(
    int number, Lives lives, Queue<String> acknowledged, AtomicBoolean enough, Random random)
    implements Callable<Integer> {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  /** How many deposits he has made. */
  @Override
  public Integer call() throws InterruptedException {
    List<Map<String, String>> sent = new ArrayList<>();
    while (!enough.get()) {
      Map<String, String> deposit = deposit(sent.size());
      untilTaken(deposit);
      acknowledged.add("dep-" + deposit.get("eid"));
      sent.add(deposit);
      if (random.nextInt(3) == 0) {
        again(sent.get(random.nextInt(sent.size())));
      }
    }
    return sent.size();
  }

  private Map<String, String> deposit(int count) {
    Map<String, String> deposit = new TreeMap<>(GivenGateway.deposit());
    deposit.put("uid", "click-" + number + "-" + count % 5);
    deposit.put("eid", "p" + number + "-" + count);
    deposit.put("value", "1.00");
    return deposit;
  }

  /** What was answered 200 is on disk: it can be nothing but a duplicate from then on. */
  private void again(Map<String, String> deposit) throws InterruptedException {
    String answer = untilTaken(deposit);
    if (!answer.contains("duplicate")) {
      throw new AssertionError(deposit.get("eid") + " was acknowledged and lost: " + answer);
    }
  }

  private String untilTaken(Map<String, String> deposit) throws InterruptedException {
    while (true) {
      URI url = lives.url();
      try {
        HttpResponse<String> answer =
            HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/e?" + query(deposit)))
                    .timeout(Duration.ofSeconds(5))
                    .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return answer.body();
        }
        if (answer.statusCode() < 500) {
          throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        lives.awaitAnother(url);
      } catch (IOException killed) {
        lives.awaitAnother(url);
      }
    }
  }
}
