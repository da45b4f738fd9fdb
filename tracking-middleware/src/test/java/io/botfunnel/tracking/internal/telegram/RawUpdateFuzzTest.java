package io.botfunnel.tracking.internal.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.Theories;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.telegram.capture.Capture;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import io.botfunnel.tracking.telegram.polling.GetUpdatesRequests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * Raw updates after accidents, on the way of a real getUpdates answer into a real H2 file: nothing
 * is ever thrown into the bot, what can be read reaches it exactly once, and what cannot is set
 * aside with a reason while the rest of its batch goes on.
 *
 * <p>{@code -Dbotfunnel.fuzz=} says how many mutants, {@code -Dbotfunnel.seed=} which.
 */
@Tag("slow")
final class RawUpdateFuzzTest {
  private static final int MUTANTS = Thoroughness.of("botfunnel.fuzz", 500, 2_000);
  private static final int LARGEST_BATCH = 20;
  private static final int SOUND_ID = 900_000;

  @TempDir Path folder;

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.botfunnel");
  private final Level usual = logger.getLevel();
  private final SteppingClock clock = new SteppingClock();
  private final Capture capture = new Capture("MyShopBot", SampleUpdates.ALL_RULES);
  private final GetUpdates request = new GetUpdatesRequests(List.of(), List.of()).apply(0);
  private final UpdateCodec codec = new UpdateCodec();
  private Store store;

  @BeforeEach
  void openTheStore() {
    logger.setLevel(Level.OFF);
    store =
        Store.open(
            folder.resolve("outbox").toString(),
            new XtrackerBodies(),
            Attribution.LAST_CLICK,
            clock);
  }

  @AfterEach
  void closeTheStore() {
    store.close();
    logger.setLevel(usual);
  }

  @Test
  void aDecoratedBotGetsEveryReadableUpdateOnceAndNoException() {
    List<Update> handed = new ArrayList<>();
    TrackingMiddleware middleware =
        TrackingMiddleware.around(handed::addAll, store.intake(), capture, clock);
    forEachBatch(
        batch -> {
          handed.clear();
          middleware.consume(received(batch));
          assertReachedTheBot(batch, handed);
          assertThat(handed).extracting(Update::getUpdateId).doesNotHaveDuplicates();
        });
  }

  @Test
  void theInboxKeepsEveryReadableUpdateOnceAndSetsTheOthersAside() {
    TrackingMiddleware middleware =
        TrackingMiddleware.toInbox(new InboxEntries(99), store.intake(), capture, clock);
    forEachBatch(
        batch -> {
          Books before = books();
          List<Update> received = received(batch);
          middleware.consume(received);
          middleware.consume(received);
          assertReachedTheBot(batch, handled().values());
          assertThat(books().refused() - before.refused())
              .as("set aside of %s", batch)
              .isEqualTo(batch.unreadable().size());
          batch.unreadable().stream().limit(1).forEach(this::assertKeptAsSent);
          assertThat(books()).matches(Books::balanced);
        });
  }

  @Test
  void theMutantsAreOfBothKinds() {
    long unreadable =
        IntStream.range(0, MUTANTS)
            .filter(n -> Mutant.number(n, Theories.seed()).read().isEmpty())
            .count();
    assertThat(unreadable).isBetween(MUTANTS / 10L, MUTANTS - MUTANTS / 10L);
  }

  @Test
  void anAnswerThatIsCutOrGarbledIsAskedForAgain() {
    Random random = new Random(Theories.seed());
    for (int i = 0; i < MUTANTS; i++) {
      String answer = answer(List.of(Mutant.number(i, Theories.seed()).json()));
      String garbled = garbled(answer, random);
      Throwable failure = catchThrowable(() -> request.deserializeResponse(garbled));
      if (failure != null) {
        // The session catches exceptions here, backs off and asks again; an error would end it.
        assertThat(failure).as(garbled).isInstanceOf(Exception.class);
      }
    }
  }

  @Test
  void anAnswerNestedDeeperThanJacksonReadsIsAskedForAgain() {
    for (String open : List.of("[", "{\"reply_to_message\":", "{\"message\":[")) {
      String answer = answer(List.of("{\"update_id\":1,\"message\":" + open.repeat(50_000)));
      assertThat(catchThrowable(() -> request.deserializeResponse(answer)))
          .isExactlyInstanceOf(TelegramApiRequestException.class);
    }
  }

  /** Mutants with a sound update before and behind them. */
  private record Batch(int number, List<Mutant> mutants) {
    List<Mutant> unreadable() {
      return mutants.stream()
          .filter(mutant -> mutant.id().isPresent() && mutant.read().isEmpty())
          .toList();
    }

    Set<Integer> ids() {
      return mutants.stream().flatMap(it -> it.id().stream()).collect(Collectors.toSet());
    }

    List<String> json() {
      return mutants.stream().map(Mutant::json).toList();
    }

    @Override
    public String toString() {
      return "batch %d of seed %d".formatted(number, Theories.seed());
    }
  }

  private interface Check {
    void of(Batch batch);
  }

  private static void forEachBatch(Check check) {
    Set<Integer> seen = new HashSet<>();
    Random sizes = new Random(Theories.seed());
    int next = 0;
    for (int number = 0; next < MUTANTS; number++) {
      int size = Math.min(1 + sizes.nextInt(LARGEST_BATCH), MUTANTS - next);
      List<Mutant> mutants = new ArrayList<>();
      mutants.add(new Mutant(RawUpdates.privateTextJson(SOUND_ID + 2 * number, "before")));
      IntStream.range(next, next + size)
          .mapToObj(n -> Mutant.number(n, Theories.seed()))
          .filter(mutant -> !mutant.isAmbiguous())
          // An accident may give two the same id: Telegram would not.
          .filter(mutant -> mutant.id().map(seen::add).orElse(true))
          .forEach(mutants::add);
      mutants.add(new Mutant(RawUpdates.privateTextJson(SOUND_ID + 2 * number + 1, "behind")));
      next += size;
      Batch batch = new Batch(number, mutants);
      assertThatCode(() -> check.of(batch)).as("%s", batch).doesNotThrowAnyException();
    }
  }

  private List<Update> received(Batch batch) {
    try {
      return request.deserializeResponse(answer(batch.json()));
    } catch (TelegramApiRequestException e) {
      throw new AssertionError("the batch would come again for ever", e);
    }
  }

  private static String answer(List<String> updates) {
    return "{\"ok\":true,\"result\":[" + String.join(",", updates) + "]}";
  }

  /**
   * As JSON: equals() of 10.2.0 cuts texts, which throws where an entity is longer than its text.
   */
  private void assertReachedTheBot(Batch batch, Iterable<Update> handed) {
    Map<Integer, Update> reached = ofBatch(handed, batch);
    for (Mutant mutant : batch.mutants()) {
      Optional<String> expected = mutant.id().flatMap(id -> mutant.read()).map(codec::write);
      Optional<String> actual = mutant.id().map(reached::get).map(codec::write);
      assertThat(actual).as("what reached the bot of %s", mutant).isEqualTo(expected);
    }
  }

  /** What was handed over under the ids of the batch. */
  private static Map<Integer, Update> ofBatch(Iterable<Update> updates, Batch batch) {
    Map<Integer, Update> found = new LinkedHashMap<>();
    for (Update update : updates) {
      if (batch.ids().contains(update.getUpdateId())) {
        found.put(update.getUpdateId(), update);
      }
    }
    return found;
  }

  /** Works the inbox off as a dispatcher does, in whatever lanes the updates are. */
  private Map<Integer, Update> handled() {
    Lanes lanes = store.lanes();
    Map<Integer, Update> handled = new LinkedHashMap<>();
    for (List<Entry> due = claimed(); !due.isEmpty(); due = claimed()) {
      for (Entry entry : due) {
        Update update = codec.read(entry.body());
        assertThat(handled.put(update.getUpdateId(), update)).as("handled twice").isNull();
      }
      lanes.settle(due.stream().map(Settlement::delivered).toList()).join();
    }
    return handled;
  }

  private List<Entry> claimed() {
    return store.lanes().claim(Topic.INBOX, 100).join();
  }

  /** What was set aside is there, as Telegram sent it, when somebody wants to look. */
  private void assertKeptAsSent(Mutant mutant) {
    String key = "update/99/" + mutant.id().orElseThrow();
    assertThat(store.lanes().retry(Topic.INBOX, key).join()).as(key).isTrue();
    Entry entry = claimed().get(0);
    assertThat(Mutant.tree(entry.body())).isEqualTo(Mutant.tree(mutant.json()));
    store.lanes().settle(List.of(Settlement.refused(entry, "still unreadable"))).join();
  }

  private Books books() {
    return store.lanes().books(Topic.INBOX);
  }

  private static String garbled(String answer, Random random) {
    int at = random.nextInt(answer.length());
    String head = answer.substring(0, at);
    return switch (random.nextInt(4)) {
      case 0 -> head;
      case 1 -> head + (char) random.nextInt(0x10000) + answer.substring(at);
      case 2 -> head + (char) random.nextInt(0x10000) + answer.substring(at + 1);
      default -> head + answer.substring(random.nextInt(answer.length()));
    };
  }
}
