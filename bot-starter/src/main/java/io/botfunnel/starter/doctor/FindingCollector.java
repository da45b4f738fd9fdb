package io.botfunnel.starter.doctor;

import io.botfunnel.starter.doctor.Finding.Verdict;
import io.botfunnel.starter.logging.BotLogging;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Collects findings and reports each as it is found; masks secrets. Used by one thread. */
final class FindingCollector {
  private final List<Finding> found;
  private final Consumer<Finding> seen;
  private final String whose;
  private final UnaryOperator<String> words;

  FindingCollector(Consumer<Finding> seen) {
    this(new ArrayList<>(), seen, "", UnaryOperator.identity());
  }

  private FindingCollector(
      List<Finding> found, Consumer<Finding> seen, String whose, UnaryOperator<String> words) {
    this.found = found;
    this.seen = seen;
    this.whose = whose;
    this.words = words;
  }

  /**
   * Returns a view for findings about one bot; they go into this list.
   *
   * @param whose the start of each finding
   * @param words replaces names of settings in a text with those of the bot
   */
  FindingCollector of(String whose, UnaryOperator<String> words) {
    return new FindingCollector(found, seen, whose, words);
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
    Finding finding = new Finding(check, verdict, said(whose + what), said(remedy));
    found.add(finding);
    seen.accept(finding);
  }

  private String said(String text) {
    return BotLogging.masked(words.apply(text));
  }

  List<Finding> all() {
    return List.copyOf(found);
  }
}
