package io.botfunnel.tracking.internal.xtracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedKeepAliveTest {
  private static long secondsFor(BasicHttpResponse response) {
    return new BoundedKeepAlive()
        .getKeepAliveDuration(response, HttpClientContext.create())
        .toSeconds();
  }

  @Test
  void isTwentySecondsIfTheServerAsksForNothing() {
    assertThat(secondsFor(new BasicHttpResponse(200))).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "75, 20", "0, 20", "-1, 20", "9223372036854775807, 20"})
  void isAtMostWhatTheServerAsksFor(String timeout, long seconds) {
    BasicHttpResponse response = new BasicHttpResponse(200);
    response.addHeader("Keep-Alive", "timeout=" + timeout);
    assertThat(secondsFor(response)).isEqualTo(seconds);
  }
}
