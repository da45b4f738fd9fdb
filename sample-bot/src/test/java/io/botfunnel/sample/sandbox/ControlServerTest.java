package io.botfunnel.sample.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ControlServerTest {
  private final HttpClient http = HttpClient.newHttpClient();
  @AutoClose private final Sandbox sandbox = Sandbox.open();
  @AutoClose private final ControlServer control = ControlServer.start(0, sandbox);

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return send(method, control.url() + path, body);
  }

  private HttpResponse<String> send(String method, String url, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + sandbox.tracker().bearer())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String updates() throws Exception {
    return send("GET", telegram() + "/getUpdates", "").body();
  }

  private String telegram() {
    return sandbox.telegram().url() + "/bot" + sandbox.telegram().token();
  }

  @Test
  void letsAUserSaySomething() throws Exception {
    assertThat(call("POST", "/users/1001/says", "/start fb_abc").statusCode()).isEqualTo(200);
    assertThat(updates()).contains("\"text\":\"/start fb_abc\"", "\"id\":1001");
  }

  @Test
  void letsAUserPressAButton() throws Exception {
    assertThat(call("POST", "/users/1001/presses", "/subscribe").statusCode()).isEqualTo(200);
    assertThat(updates()).contains("callback_query", "\"data\":\"/subscribe\"");
  }

  @Test
  void letsAUserJoinTheChannel() throws Exception {
    send("POST", telegram() + "/getUpdates", "{\"allowed_updates\":[\"chat_member\"]}");

    assertThat(call("POST", "/users/1001/joins", "").statusCode()).isEqualTo(200);
    assertThat(updates())
        .contains("chat_member", "\"id\":" + sandbox.channel().id(), "\"status\":\"member\"");
  }

  @Test
  void queuesAnUpdateAsItIs() throws Exception {
    assertThat(call("POST", "/updates", "{\"poll\":{\"id\":\"9\"}}").body())
        .containsPattern("\"update_id\":[0-9]+");
    assertThat(updates()).contains("\"poll\":{\"id\":\"9\"}");
  }

  @Test
  void showsWhatTheBotSent() throws Exception {
    send("POST", telegram() + "/sendMessage", "{\"chat_id\":5,\"text\":\"Hello\"}");

    assertThat(call("GET", "/sent", "").body()).contains("\"chatId\":5", "\"text\":\"Hello\"");
  }

  @Test
  void showsWhatXtrackerRecorded() throws Exception {
    send("POST", sandbox.tracker().url() + "/bind", "{\"uid\":\"abc\",\"tg_id\":5}");
    send("POST", sandbox.tracker().url() + "/events", "{\"event\":\"contact\",\"eid\":\"e1\"}");

    assertThat(call("GET", "/recorded", "").body())
        .contains("\"uid\":\"abc\"", "\"tgId\":5", "\"event\":\"contact\"", "\"eid\":\"e1\"");
  }

  @Test
  void makesXtrackerFailAndRecover() throws Exception {
    String url = sandbox.tracker().url() + "/events";
    call("POST", "/fault", "UNAVAILABLE_503\n");
    assertThat(send("POST", url, "{\"event\":\"contact\"}").statusCode()).isEqualTo(503);

    call("DELETE", "/fault", "");
    assertThat(send("POST", url, "{\"event\":\"contact\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongAndWhatWouldBeRight() throws Exception {
    HttpResponse<String> noJson = call("POST", "/updates", "hello");
    HttpResponse<String> noFault = call("POST", "/fault", "BROKEN");
    HttpResponse<String> noPath = call("GET", "/users", "");

    assertThat(noJson.statusCode()).isEqualTo(400);
    assertThat(noFault.statusCode()).isEqualTo(400);
    assertThat(noFault.body()).contains("No such fault", "UNAVAILABLE_503");
    assertThat(noPath.statusCode()).isEqualTo(404);
    assertThat(noPath.body()).contains("/users/<id>/says", "/recorded");
  }
}
