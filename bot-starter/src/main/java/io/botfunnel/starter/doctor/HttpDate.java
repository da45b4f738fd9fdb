package io.botfunnel.starter.doctor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import okhttp3.Response;

/** Reads the time that a server states in its {@code Date} header. */
final class HttpDate {
  private HttpDate() {}

  static Optional<Instant> of(Response answer) {
    return Optional.ofNullable(answer.header("Date")).flatMap(HttpDate::parsed);
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
