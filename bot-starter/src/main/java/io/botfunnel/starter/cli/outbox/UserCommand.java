package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code user} command: shows one user's timeline. */
@Command(
    name = "user",
    description = {
      "Shows a user's entries and their states, oldest first.",
      "ID is a Telegram id or a uid. Digits alone are a Telegram id; put the start prefix (fb_) before a",
      "uid of digits."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} user 555123",
      "  ${ROOT-COMMAND-NAME} user abc123",
      "  ${ROOT-COMMAND-NAME} user fb_2024 --json"
    })
public final class UserCommand implements Callable<Integer> {
  private static final int LONGEST_TIMELINE = 1_000;

  private final CommandContext context;

  @Parameters(
      paramLabel = "ID",
      description = "A Telegram id, or a uid with or without the start prefix (fb_).")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String id;

  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public UserCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (OpenOutbox open = outbox.openReadOnly(context)) {
      Timeline timeline = timeline(open);
      output.object(timeline);
      show(timeline);
      return timeline.isEmpty() ? ExitCode.FOUND : ExitCode.DONE;
    }
  }

  /**
   * The JSON output.
   *
   * @param telegramUserId null if only the click is known
   * @param uids the user's click ids, the one that their events carry now first
   */
  record Timeline(@Nullable Long telegramUserId, List<String> uids, List<Recorded> entries) {
    private boolean isEmpty() {
      return uids.isEmpty() && entries.isEmpty();
    }
  }

  private Timeline timeline(OpenOutbox open) {
    Operations operations = open.operations();
    if (id.matches("[0-9]{1,16}")) {
      return ofUser(operations, new UserId(Long.parseLong(id)).value());
    }
    String uid = uid(open.bot());
    Optional<Long> owner = operations.userOf(uid);
    return owner.isPresent()
        ? ofUser(operations, owner.get())
        : new Timeline(null, List.of(), entries(operations, Filter.ALL.withUid(uid)));
  }

  private String uid(String bot) {
    StartPrefix prefix = context.settings().of(bot).capture().startPrefix();
    return new ClickId(prefix.strippedFrom(id)).value();
  }

  private static Timeline ofUser(Operations operations, long user) {
    List<Recorded> entries = new ArrayList<>(entries(operations, Filter.ALL.of(user)));
    entries.addAll(entries(operations, Filter.OPERATOR_EVENTS.of(user)));
    entries.sort(Comparator.comparingLong(Recorded::id));
    return new Timeline(user, operations.uidsOf(user), entries);
  }

  private static List<Recorded> entries(Operations operations, Filter which) {
    List<Recorded> entries =
        new ArrayList<>(EntryPages.newest(operations, which, LONGEST_TIMELINE));
    Collections.reverse(entries);
    return entries;
  }

  private void show(Timeline timeline) {
    if (timeline.isEmpty()) {
      output.say("Nothing is known about %s.".formatted(DisplayText.text(id)));
      return;
    }
    output.say("User  " + DisplayText.text(timeline.telegramUserId()));
    output.say("Uids  " + (timeline.uids().isEmpty() ? "-" : String.join(", ", timeline.uids())));
    EntryPrinter.print(output, timeline.entries(), context.clock().instant());
  }
}
