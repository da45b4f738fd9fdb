package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.tracking.operations.Filter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Selects one entry by its kind and eid, all entries that the options select, or with {@code --all}
 * everything.
 */
final class EntrySelection {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      converter = KindConverter.class,
      completionCandidates = KindConverter.class,
      description = "The kind of one entry, such as deposit; with EID.")
  private @Nullable String kind;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "EID",
      description = "The eid of one entry, such as dep-123.")
  private @Nullable String eid;

  @Mixin private final FilterOptions selection = new FilterOptions();

  @Option(names = "--all", description = "Selects every entry that the command can change.")
  private boolean all;

  /**
   * Returns the filter for the selected entries.
   *
   * @throws CommandException if nothing is selected and {@code --all} is not given
   */
  Filter filter() {
    if (kind != null && eid != null) {
      return one(kind, eid);
    }
    if (kind != null) {
      throw CommandException.usage(
          "One entry needs its kind and its eid", "Write both, such as: deposit dep-123");
    }
    if (selection.isEverything() && !all) {
      throw CommandException.usage(
          "Nothing is selected",
          "Name an entry (deposit dep-123), select some (--state refused), or pass --all");
    }
    return selection.filter();
  }

  private Filter one(String oneKind, String oneEid) {
    if (!selection.isEverything() || all) {
      throw CommandException.usage(
          "KIND and EID name one entry, so no option may select others",
          "Leave out the options, or KIND and EID");
    }
    return selection.filter().withEid(oneKind, oneEid);
  }
}
