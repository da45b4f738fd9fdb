package io.botfunnel.tracking.chaos;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child is born with.
 *
 * @param seed of the stories
 * @param clockOffset how wrong its clock is
 * @param nextUser the first user whose story has never begun
 * @param resumed whose stories are told again from their beginning
 */
record Life(
    Path outbox, URI tracker, long seed, Duration clockOffset, long nextUser, List<Long> resumed) {

  static Life parse(String... arguments) {
    List<Long> resumed = new ArrayList<>();
    for (int i = 5; i < arguments.length; i++) {
      resumed.add(Long.parseLong(arguments[i]));
    }
    return new Life(
        Path.of(arguments[0]),
        URI.create(arguments[1]),
        Long.parseLong(arguments[2]),
        Duration.ofMillis(Long.parseLong(arguments[3])),
        Long.parseLong(arguments[4]),
        resumed);
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(outbox.toString());
    arguments.add(tracker.toString());
    arguments.add(Long.toString(seed));
    arguments.add(Long.toString(clockOffset.toMillis()));
    arguments.add(Long.toString(nextUser));
    resumed.forEach(user -> arguments.add(user.toString()));
    return arguments;
  }
}
