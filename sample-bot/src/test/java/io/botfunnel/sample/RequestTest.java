package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestTest {
  @Test
  void isACommandWithItsAddresseeAndArguments() {
    assertThat(Request.in(" /Deposit@FunnelBot  25\tUSD\n tx-1 "))
        .contains(new Request("deposit", Optional.of("FunnelBot"), List.of("25", "USD", "tx-1")));
  }

  @Test
  void mayHaveNeither() {
    assertThat(Request.in("/start")).contains(new Request("start", Optional.empty(), List.of()));
  }

  @Test
  void isNoneWithoutASlashOrAWord() {
    assertThat(Request.in("start")).isEmpty();
    assertThat(Request.in("/")).isEmpty();
    assertThat(Request.in("/start, please")).isEmpty();
    assertThat(Request.in("")).isEmpty();
  }
}
