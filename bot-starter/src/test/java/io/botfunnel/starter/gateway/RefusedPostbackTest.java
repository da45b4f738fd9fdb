package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.deposit;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.gateway.GivenGateway.Told;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The negative of each rule of /e: a deposit with one value that is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedPostbackTest {
  private GivenGateway given;

  @BeforeAll
  void start(@TempDir Path folder) {
    given = GivenGateway.start(folder);
  }

  @AfterAll
  void stop() {
    given.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          event; ; 400; invalid_event; The event is missing. Add
          event; refund; 400; invalid_event; none of the four. Write one of
          event; DEPOSIT; 400; invalid_event; none of the four
          event; contact; 400; invalid_value; Only a deposit carries value
          uid; ; 400; invalid_uid; The uid is missing
          uid; a.b; 400; invalid_uid; 1 to 61 characters
          uid; fb_abc; 400; invalid_uid; without it
          uid; {sub_id}; 400; invalid_uid; uid still contains a macro
          uid; [CLICK]; 400; invalid_uid; uid still contains a macro
          uid; <clickid>; 400; invalid_uid; uid still contains a macro
          uid; $x$; 400; invalid_uid; uid still contains a macro
          uid; ${x}; 400; invalid_uid; uid still contains a macro
          uid; #x#; 400; invalid_uid; uid still contains a macro
          uid; %7Bsub_id%7D; 400; invalid_uid; uid still contains a macro
          uid; %257Bsub_id%257D; 400; invalid_uid; uid still contains a macro
          event; {event}; 400; invalid_event; event still contains a macro
          eid; {trade_id}; 400; invalid_eid; eid still contains a macro
          value; {sumdep}; 400; invalid_value; value still contains a macro
          currency; {cur}; 400; invalid_currency; currency still contains a macro
          t; {ts}; 400; invalid_time; t still contains a macro
          eid; ; 400; invalid_eid; The eid is missing
          eid; a b; 400; invalid_eid; visible ASCII
          eid; ä; 400; invalid_eid; visible ASCII
          value; ; 400; invalid_value; The value is missing
          value; 25,00; 400; invalid_value; a comma is no decimal point
          value; 0; 400; invalid_value; above zero
          value; -5; 400; invalid_value; no comma, sign
          value; 1e3; 400; invalid_value; exponent
          value; 25.001; 400; invalid_value; never rounded
          value; ٢٥; 400; invalid_value; plain ASCII digits
          value; 1000000000000000; 400; invalid_value; below 10^15
          currency; ; 400; invalid_currency; The currency is missing
          currency; usd; 400; invalid_currency; Write USD
          currency; XXQ; 400; invalid_currency; Check the code
          currency; XTR; 400; invalid_currency; Stars
          t; 1767225600; 400; invalid_time; in seconds
          t; today; 400; invalid_time; epoch milliseconds
          t; -1767225600123; 400; invalid_time; epoch milliseconds
          t; 9999999999999; 400; invalid_time; more than a day in the future
          token; ; 401; unauthorized; The token is missing
          token; ingest-t0ken-of-the-spacE; 401; unauthorized; not the one of this bot
          sub; 1; 400; unreadable; A parameter is unknown
          """)
  void byNameWithTheRuleAndTheRemedy(
      String name, String value, int status, String word, String error) {
    Told told = given.get(deposit(name, value == null ? "" : value));
    assertThat(told.word()).as(told.whole().body()).isEqualTo(word);
    assertThat(told.status()).isEqualTo(status);
    assertThat(told.json().path("ok").asBoolean(true)).isFalse();
    assertThat(told.error()).contains(error);
    assertThat(given.accepted()).isZero();
  }
}
