package io.botfunnel.tracking.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.tracking.network.OutboundProxy.Credentials;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundProxyTest {
  @Test
  void isAHostAndAPort() {
    OutboundProxy proxy = OutboundProxy.of("http://proxy.example:3128/");
    assertThat(proxy).isEqualTo(new OutboundProxy("proxy.example", 3128, Optional.empty()));
    assertThat(proxy).hasToString("http://proxy.example:3128");
    assertThat(proxy.address().isUnresolved()).isTrue();
  }

  @Test
  void mayHaveCredentialsWhichAreNotShown() {
    OutboundProxy proxy = OutboundProxy.of("http://me%40here:hid%2Fden:+@[::1]:3128");
    assertThat(proxy.credentials()).contains(new Credentials("me@here", "hid/den:+"));
    assertThat(proxy).hasToString("http://***@[::1]:3128");
    assertThat(proxy.credentials()).hasToString("Optional[***]");
    assertThat(proxy.address().getHostString()).isEqualTo("::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.example:3128",
        "me:hidden@proxy.example:3128",
        "http://me:hidden@proxy.example",
        "http://me:hidden@proxy.example:0",
        "http://me:hidden@proxy.example:65536",
        "https://me:hidden@proxy.example:3128",
        "socks5://me:hidden@proxy.example:1080",
        "http://hidden@proxy.example:3128",
        "http://:hidden@proxy.example:3128",
        "http://me:hid/den@proxy.example:3128",
        "http://me:hid den@proxy.example:3128",
        "http://me:hid%zzden@proxy.example:3128",
        "http://proxy.example:3128/path",
        "http://proxy.example:3128?x=y"
      })
  void isNothingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutboundProxy.of(text))
        .withMessageStartingWith("outbound.proxy '")
        .withMessageContaining("Write for example http://proxy.example:3128")
        .withMessageNotContaining("hid");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, false",
    "LOCALHOST, false",
    "127.0.0.1, false",
    "127.9.9.9, false",
    "[::1], false",
    "127.0.0.1.example, true",
    "xtracker.cc, true",
    "10.0.0.1, true",
    "[2001:db8::1], true"
  })
  void leadsToEveryServerButThisMachine(String server, boolean led) {
    assertThat(OutboundProxy.of("http://proxy.example:3128").leadsTo(server)).isEqualTo(led);
  }
}
