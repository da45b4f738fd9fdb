package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandFailed;
import io.botfunnel.tracking.operations.Filter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One entry by its name, all that options select, or everything where that is said. */
final class OneOrMany {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      converter = KindWord.class,
      completionCandidates = KindWord.class,
      description = "One entry: what it is, such as deposit, and")
  private @Nullable String kind;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "EID",
      description = "what it is counted by, such as dep-123.")
  private @Nullable String eid;

  @Mixin private final Selection selection = new Selection();

  @Option(
      names = "--all",
      description = "Everything that can be; without it something has to be selected.")
  private boolean all;

  /**
   * What is meant.
   *
   * @throws CommandFailed if nothing was selected, and everything is not meant
   */
  Filter filter() {
    if (kind != null && eid != null) {
      return one(kind, eid);
    }
    if (kind != null) {
      throw CommandFailed.usage(
          "An entry has a kind and an eid. Write both, such as: deposit dep-123");
    }
    if (selection.isEverything() && !all) {
      throw CommandFailed.usage(
          "Nothing is selected. Name an entry (deposit dep-123), select some (--state refused), or say --all");
    }
    return selection.filter();
  }

  private Filter one(String oneKind, String oneEid) {
    if (!selection.isEverything() || all) {
      throw CommandFailed.usage(
          "One entry is named already. Leave the options out, or KIND and EID");
    }
    return selection.filter().withEid(oneKind, oneEid);
  }
}
