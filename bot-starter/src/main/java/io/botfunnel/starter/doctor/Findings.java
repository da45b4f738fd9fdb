package io.botfunnel.starter.doctor;

import io.botfunnel.starter.doctor.Finding.Verdict;
import io.botfunnel.starter.logging.BotLogging;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was found so far, told as it is found; without secrets. Used by one thread. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();
  private final Consumer<Finding> seen;

  Findings(Consumer<Finding> seen) {
    this.seen = seen;
  }

  void good(String check, String what) {
    add(check, Verdict.GOOD, what, "");
  }

  void warning(String check, String what, String remedy) {
    add(check, Verdict.WARNING, what, remedy);
  }

  void failed(String check, String what, String remedy) {
    add(check, Verdict.FAILED, what, remedy);
  }

  private void add(String check, Verdict verdict, String what, String remedy) {
    Finding finding =
        new Finding(check, verdict, BotLogging.masked(what), BotLogging.masked(remedy));
    found.add(finding);
    seen.accept(finding);
  }

  List<Finding> all() {
    return List.copyOf(found);
  }
}
