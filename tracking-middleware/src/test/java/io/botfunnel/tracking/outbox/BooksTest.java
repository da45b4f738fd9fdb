package io.botfunnel.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BooksTest {
  @Test
  void balanceWhereEachAcceptedEntryStandsSomewhere() {
    assertThat(new Books(31, 1, 2, 4, 8, 16).balanced()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "30, 1, 2, 4, 8, 16",
    "31, 0, 2, 4, 8, 16",
    "31, 1, 1, 4, 8, 16",
    "31, 1, 2, 3, 8, 16",
    "31, 1, 2, 4, 7, 16",
    "31, 1, 2, 4, 8, 15"
  })
  void doNotBalanceWhereOneIsMissing(
      long accepted, long waiting, long delivered, long duplicate, long refused, long erased) {
    Books books = new Books(accepted, waiting, delivered, duplicate, refused, erased);
    assertThat(books.balanced()).isFalse();
  }
}
