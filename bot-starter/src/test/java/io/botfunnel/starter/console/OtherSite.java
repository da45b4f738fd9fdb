package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A page of another origin, on this machine too, that would like to be the operator. */
final class OtherSite implements AutoCloseable {
  private static final byte[] PAGE = "<!doctype html><title>Win a prize</title>".getBytes(UTF_8);

  private final HttpServer server;
  private final List<String> cookies;

  private OtherSite(HttpServer server, List<String> cookies) {
    this.server = server;
    this.cookies = cookies;
  }

  static OtherSite open() {
    List<String> cookies = new CopyOnWriteArrayList<>();
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            cookies.addAll(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            exchange.close();
          });
      server.start();
      return new OtherSite(server, cookies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cookies that browsers have sent to it: those of every port of this machine. */
  List<String> cookies() {
    return List.copyOf(cookies);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** What a script of the site can read there, with the operator's cookie. */
  @Nullable Object reading(Browser browser, String address) {
    return browser.script(
        """
        return fetch(arguments[0], {credentials: 'include'})
            .then(answer => answer.text(), () => 'blocked')""",
        address);
  }

  /** What a script learns that sends a change with the header that it needs. */
  @Nullable Object posting(Browser browser, String address) {
    return browser.script(
        """
        return fetch(arguments[0],
                {method: 'POST', credentials: 'include', headers: {'X-BotFunnel-Request': '1'}})
            .then(answer => answer.text(), () => 'blocked')""",
        address);
  }

  /** Sends a form, for which a browser asks nobody; returns when it was answered. */
  void submitForm(Browser browser, String address) {
    browser.script(
        """
        return new Promise(answered => {
          const frame = document.createElement('iframe');
          frame.name = 'answer';
          document.body.append(frame);
          const form = document.body.appendChild(document.createElement('form'));
          Object.assign(form, {method: 'POST', action: arguments[0], target: 'answer'});
          frame.onload = answered;
          form.submit();
        })""",
        address);
  }

  /** Tries to show the page inside the site, to be clicked on unawares. */
  void embed(Browser browser, String address) {
    browser.script(
        """
        return new Promise(done => {
          const frame = document.body.appendChild(document.createElement('iframe'));
          frame.onload = done;
          frame.src = arguments[0];
        })""",
        address);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
