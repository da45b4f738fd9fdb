package io.botfunnel.tracking.internal.telegram.capture;

import static io.botfunnel.tracking.Theories.theory;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.Theories;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.telegram.Mutant;
import io.botfunnel.tracking.internal.telegram.RawUpdates;
import io.botfunnel.tracking.internal.telegram.SampleUpdates;
import io.botfunnel.tracking.internal.telegram.SentUpdate;
import io.botfunnel.tracking.internal.telegram.UpdateCodec;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.Update;

/** What holds for every update: capture agrees with the rules and leaves the update alone. */
@Tag("slow")
final class CapturePropertiesTest {
  private static final int EXAMPLES = 10_000;
  private static final UserId USER = new UserId(RawUpdates.USER);

  private final UpdateCodec codec = new UpdateCodec();

  @Test
  void itTracksExactlyWhatTheRulesSay() {
    Capture capture = new Capture("@" + SentUpdate.BOT);
    Capture bindOnly = new Capture(SentUpdate.BOT, CaptureRules.STANDARD.withContactOnStart(false));
    AtomicInteger examples = new AtomicInteger();
    AtomicInteger tracked = new AtomicInteger();
    theory(EXAMPLES)
        .forAll(SentUpdate.any())
        .checkAssert(
            sent -> {
              Instant at = Instant.ofEpochSecond(sent.date());
              List<ClickId> uid = sent.trackedUid().map(ClickId::new).stream().toList();
              assertThat(capture.of(sent.parsed()))
                  .isEqualTo(uid.stream().map(it -> new TrackedStart(USER, it, at)).toList());
              assertThat(bindOnly.of(sent.parsed()))
                  .isEqualTo(uid.stream().map(it -> new Bind(USER, it, at)).toList());
              examples.incrementAndGet();
              tracked.addAndGet(uid.size());
            });
    assertThat(tracked).as("many are tracked").hasValueGreaterThan(examples.get() / 50);
  }

  @Test
  void itTracksNoNamedStartWithoutKnowingTheBotsName() {
    Capture nameless = new Capture(null);
    theory(EXAMPLES)
        .forAll(SentUpdate.any())
        .checkAssert(
            sent -> {
              boolean tracked = sent.trackedUid().isPresent() && !sent.text().contains("@");
              assertThat(nameless.of(sent.parsed())).hasSize(tracked ? 1 : 0);
            });
  }

  @Test
  void itNeverChangesTheUpdate() {
    Capture capture = new Capture(SentUpdate.BOT);
    theory(EXAMPLES)
        .forAll(SentUpdate.any())
        .checkAssert(
            sent -> {
              Update update = sent.parsed();
              String before = codec.write(update);
              List<Recordable> first = capture.of(update);
              assertThat(codec.write(update)).isEqualTo(before);
              assertThat(update).isEqualTo(sent.parsed());
              assertThat(capture.of(update)).as("a pure function").isEqualTo(first);
            });
  }

  @Test
  void itMakesOneThingAtMostOfAnythingAndThrowsNothing() {
    Capture everything = new Capture(SentUpdate.BOT, SampleUpdates.ALL_RULES);
    Set<String> kinds = new HashSet<>();
    for (int number = 0; number < EXAMPLES; number++) {
      Mutant mutant = Mutant.number(number, Theories.seed());
      Optional<Update> update = mutant.id().flatMap(id -> mutant.read());
      update.ifPresent(
          it -> {
            List<Recordable> first = everything.of(it);
            assertThat(first).as(mutant.json()).hasSizeLessThan(2).isEqualTo(everything.of(it));
            first.forEach(event -> kinds.add(kind(event)));
          });
    }
    assertThat(kinds)
        .contains("TrackedStart", "SUBSCRIBED", "DEPOSIT", "REFUND", "BLOCKED", "UNBLOCKED");
  }

  private static String kind(Recordable event) {
    if (event instanceof Conversion conversion) {
      return conversion.name().name();
    }
    return event instanceof OperatorEvent noticed
        ? noticed.kind().name()
        : event.getClass().getSimpleName();
  }

  @Test
  void whatIsNotSwitchedOnIsNeverCounted() {
    Capture startsAlone = new Capture(SentUpdate.BOT);
    for (int number = 0; number < EXAMPLES; number++) {
      Mutant mutant = Mutant.number(number, Theories.seed());
      mutant
          .id()
          .flatMap(id -> mutant.read())
          .ifPresent(
              update ->
                  assertThat(startsAlone.of(update))
                      .as(mutant.json())
                      .noneMatch(Conversion.class::isInstance));
    }
  }

  @Test
  void aPrefixOfOnesOwnTakesThePlaceOfTheStandardOne() {
    Capture other =
        new Capture(SentUpdate.BOT, CaptureRules.STANDARD.withStartPrefix(new StartPrefix("go-")));
    theory(EXAMPLES)
        .forAll(SentUpdate.any())
        .checkAssert(
            sent -> {
              // Swapped, so that the old prefix stands where the new one stood and the reverse.
              SentUpdate swapped = sent.saying(SentUpdate.swapped(sent.text(), "fb_", "go-"));
              assertThat(other.of(swapped.parsed()))
                  .hasSameSizeAs(new Capture(SentUpdate.BOT).of(sent.parsed()));
            });
  }
}
