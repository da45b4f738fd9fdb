package io.botfunnel.starter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;

/** Reads the body of a request, up to a limit. */
final class RequestBodyReader {
  private RequestBodyReader() {}

  /**
   * Returns the whole body.
   *
   * @throws RejectedRequestException if the body is too large or does not arrive
   */
  static String read(Context request, int mostBytes) {
    if (request.req().getContentLengthLong() > mostBytes) {
      throw tooLarge(mostBytes);
    }
    try {
      byte[] bytes = request.req().getInputStream().readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw tooLarge(mostBytes);
      }
      return new String(bytes, UTF_8);
    } catch (IOException e) {
      throw RejectedRequestException.tooSlow("The body did not arrive in time", "Send it again");
    }
  }

  private static RejectedRequestException tooLarge(int mostBytes) {
    return RejectedRequestException.tooLarge(
        "The body is larger than %d bytes".formatted(mostBytes), "Send only the parameters");
  }
}
