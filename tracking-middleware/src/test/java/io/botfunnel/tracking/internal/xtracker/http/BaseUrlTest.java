package io.botfunnel.tracking.internal.xtracker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://xtracker.cc, https://xtracker.cc/events",
    "https://xtracker.cc/, https://xtracker.cc/events",
    "https://proxy.example:8443/xt/, https://proxy.example:8443/xt/events",
    "http://127.0.0.1:8080, http://127.0.0.1:8080/events",
    "http://127.9.8.7, http://127.9.8.7/events",
    "http://localhost:81, http://localhost:81/events",
    "http://[::1]:81, http://[::1]:81/events"
  })
  void pathsAreAppended(String base, String expected) {
    assertThat(BaseUrl.of(URI.create(base)).at("/events")).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://xtracker.cc",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://[2001:db8::1]",
        "http://10.0.0.1",
        "ftp://xtracker.cc",
        "xtracker.cc",
        "/events",
        "https:///events",
        "mailto:a@b"
      })
  void aUrlThatWouldCarryTheSecretInTheOpenIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BaseUrl.of(URI.create(url)))
        .withMessageContainingAll("xtracker.url", "https", "127.0.0.0/8", "https://xtracker.cc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://xtracker.cc/?token=hush",
        "https://xtracker.cc/#hush",
        "https://hush@xtracker.cc/"
      })
  void queryFragmentAndUserInfoAreRefusedAndNotShown(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BaseUrl.of(URI.create(url)))
        .withMessageContainingAll("xtracker.url", "user-info")
        .withMessageNotContaining("hush");
  }

  @Test
  void theErrorNamesTheValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BaseUrl.of(URI.create("http://xtracker.cc:99/a")))
        .withMessageStartingWith("xtracker.url 'http://xtracker.cc:99/a': ");
  }
}
