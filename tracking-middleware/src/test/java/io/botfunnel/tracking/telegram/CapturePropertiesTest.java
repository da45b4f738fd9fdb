package io.botfunnel.tracking.telegram;

import static io.botfunnel.tracking.Theories.theory;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Happening;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.Update;

/** What holds for every update: capture agrees with the rules and leaves the update alone. */
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
              List<Happening> first = capture.of(update);
              assertThat(codec.write(update)).isEqualTo(before);
              assertThat(update).isEqualTo(sent.parsed());
              assertThat(capture.of(update)).as("a pure function").isEqualTo(first);
            });
  }
}
