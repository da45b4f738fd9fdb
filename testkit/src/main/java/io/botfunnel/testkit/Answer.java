package io.botfunnel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** An HTTP answer and the ways to send it. */
public record Answer(int status, String contentType, String body, Map<String, String> headers) {
  private static final int NO_BODY = -1;

  public static Answer json(int status, String body) {
    return new Answer(status, "application/json", body, Map.of());
  }

  public static Answer html(int status, String body) {
    return new Answer(status, "text/html; charset=utf-8", body, Map.of());
  }

  public Answer with(String header, String value) {
    return new Answer(status, contentType, body, Map.of(header, value));
  }

  /** Sends the whole answer and keeps the connection. */
  public void sendWhole(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    sendHead(exchange, bytes.length);
    if (bytes.length > 0) {
      sendBody(exchange, bytes, bytes.length);
    }
    exchange.close();
  }

  /** Sends the head and half of the promised body, then cuts the connection. */
  public void sendHalf(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    sendHead(exchange, bytes.length);
    sendBody(exchange, bytes, bytes.length / 2);
    exchange.close();
  }

  private void sendHead(HttpExchange exchange, int length) throws IOException {
    if (length > 0) {
      exchange.getResponseHeaders().set("Content-Type", contentType);
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, length == 0 ? NO_BODY : length);
  }

  private static void sendBody(HttpExchange exchange, byte[] bytes, int length) throws IOException {
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, length);
    out.flush();
  }
}
