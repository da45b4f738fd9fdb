package io.botfunnel.starter.doctor;

import io.botfunnel.starter.doctor.Finding.Severity;
import io.botfunnel.starter.logging.BotLogging;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Collects findings and reports each as it is found; masks secrets. Used by one thread. */
final class FindingCollector {
  private final List<Finding> found;
  private final Consumer<Finding> listener;
  private final String prefix;
  private final UnaryOperator<String> words;

  FindingCollector(Consumer<Finding> listener) {
    this(new ArrayList<>(), listener, "", UnaryOperator.identity());
  }

  private FindingCollector(
      List<Finding> found, Consumer<Finding> listener, String prefix, UnaryOperator<String> words) {
    this.found = found;
    this.listener = listener;
    this.prefix = prefix;
    this.words = words;
  }

  /**
   * Returns a view for findings about one bot; they go into this list.
   *
   * @param prefix the start of each finding
   * @param words replaces names of settings in a text with those of the bot
   */
  FindingCollector of(String prefix, UnaryOperator<String> words) {
    return new FindingCollector(found, listener, prefix, words);
  }

  void good(String check, String what) {
    add(check, Severity.GOOD, what, "");
  }

  void warning(String check, String what, String remedy) {
    add(check, Severity.WARNING, what, remedy);
  }

  void failed(String check, String what, String remedy) {
    add(check, Severity.FAILED, what, remedy);
  }

  private void add(String check, Severity severity, String what, String remedy) {
    Finding finding = new Finding(check, severity, shown(prefix + what), shown(remedy));
    found.add(finding);
    listener.accept(finding);
  }

  private String shown(String text) {
    return BotLogging.masked(words.apply(text));
  }

  List<Finding> all() {
    return List.copyOf(found);
  }
}
