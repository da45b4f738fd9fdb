package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.RequestRefusedException;
import io.botfunnel.starter.console.request.RouteAccess;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files of the page and of the libraries it uses, all from the class path. Anybody may
 * load them, because the data they show needs a session.
 */
final class StaticFiles {
  private static final String FOLDER = "page/";

  /** From npm: the web jars end with a version that has CVE-2024-21489. */
  static final String UPLOT = "lib/uplot/";

  /** No segment begins with a dot, so no path leaves the folder. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json");

  void addTo(RoutesConfig routes) {
    routes
        .get("/", request -> serve(request, FOLDER + "index.html"), RouteAccess.ANYONE)
        .get("/lib/uPlot.iife.min.js", library("uPlot.iife.min.js"), RouteAccess.ANYONE)
        .get("/lib/uPlot.min.css", library("uPlot.min.css"), RouteAccess.ANYONE)
        .get(
            "/<file>",
            request -> serve(request, FOLDER + checked(request.pathParam("file"))),
            RouteAccess.ANYONE);
  }

  private static Handler library(String file) {
    return request -> serve(request, UPLOT + file);
  }

  private static String checked(String file) {
    if (!PATH.matcher(file).matches()) {
      throw notFound();
    }
    return file;
  }

  private static void serve(Context request, String resource) {
    String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
    byte @Nullable [] content = type == null ? null : content(resource);
    if (type == null || content == null) {
      throw notFound();
    }
    request.contentType(type).result(content);
  }

  private static byte @Nullable [] content(String resource) {
    try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the page's file " + resource + " cannot be read", e);
    }
  }

  private static RequestRefusedException notFound() {
    return RequestRefusedException.notFound(
        "There is nothing at this address", "Open the page at /");
  }
}
