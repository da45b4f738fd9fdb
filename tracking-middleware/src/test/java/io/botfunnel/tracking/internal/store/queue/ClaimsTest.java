package io.botfunnel.tracking.internal.store.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.postgres.PostgresDialect;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory of what is claimed, and that a transaction that fails leaves it as it was. */
class ClaimsTest {
  private static final long LANE = 7;
  private static final long OTHER_LANE = 8;
  private static final long NOW = 1_000;

  private final Claims claims = new Claims();
  private Session session;
  private Transaction tx;

  @BeforeEach
  void begin() throws SQLException {
    session = new Session(DriverManager.getConnection("jdbc:h2:mem:"), new PostgresDialect(0));
    tx = transaction();
  }

  @AfterEach
  void end() throws SQLException {
    session.close();
  }

  private Transaction transaction() {
    return new Transaction(session, NOW, 0);
  }

  private void claim(long lane, long... run) {
    List<Entry> entries = PrefetchedTest.run(run);
    claims.claim(tx, lane, entries.get(0), Prefetched.behindFirst(entries, run.length));
  }

  private List<Long> claimReady(int limit) {
    List<Entry> claimed = new ArrayList<>();
    claims.claimReady(tx, limit, claimed);
    return claimed.stream().map(Entry::id).toList();
  }

  private static Entry entry(long id) {
    return PrefetchedTest.run(id).get(0);
  }

  @Test
  void knowsTheEntryInHandAndNoOther() {
    claim(LANE, 1, 2);
    assertThat(claims.isClaimed(LANE, entry(1))).isTrue();
    assertThat(claims.isClaimed(LANE, entry(2))).isFalse();
    assertThat(claims.isClaimed(OTHER_LANE, entry(1))).isFalse();
    assertThat(claims.isProcessing(LANE, 1)).isTrue();
    assertThat(claims.isProcessing(LANE, 2)).isFalse();
  }

  @Test
  void countsClaimedAndReadyLanes() {
    claim(LANE, 1, 2);
    claim(OTHER_LANE, 3);
    claims.done(tx, LANE);
    assertThat(claims.size()).isEqualTo(2);
    assertThat(claims.contains(LANE)).isTrue();
    assertThat(claims.contains(OTHER_LANE)).isTrue();
    claims.done(tx, OTHER_LANE);
    assertThat(claims.size()).isOne();
    assertThat(claims.contains(OTHER_LANE)).isFalse();
  }

  @Test
  void handsOutWhatWasReadAheadUpToTheLimit() {
    claim(LANE, 1, 2, 3);
    claim(OTHER_LANE, 4, 5);
    claims.done(tx, LANE);
    claims.done(tx, OTHER_LANE);
    assertThat(claimReady(0)).isEmpty();
    assertThat(claimReady(1)).containsExactly(2L);
    assertThat(claimReady(9)).containsExactly(5L);
    assertThat(claims.anyReady()).isFalse();
    claims.done(tx, LANE);
    assertThat(claimReady(9)).containsExactly(3L);
  }

  @Test
  void releasesAHeldLaneWhenItsTimeHasComeAndNeverAClaimedOne() {
    claim(LANE, 1);
    claim(OTHER_LANE, 2);
    claims.hold(tx, LANE, entry(1), NOW + 1);
    assertThat(claims.nextRelease()).hasValue(NOW + 1);
    assertThat(claims.isProcessing(LANE, 1)).as("held, not in hand").isFalse();
    assertThat(claims.releaseDue(tx)).isEmpty();
    claims.hold(tx, LANE, entry(1), NOW);
    assertThat(claims.releaseDue(tx)).containsExactly(LANE);
    assertThat(claims.nextRelease()).isEmpty();
  }

  @Test
  void letsGoOfWhatIsHeldTooFarAheadAndOfNothingElse() {
    claim(LANE, 1);
    claim(OTHER_LANE, 2);
    claims.hold(tx, LANE, entry(1), NOW + 50);
    assertThat(claims.clamp(tx, NOW + 50)).as("just within").isEmpty();
    assertThat(claims.clamp(tx, NOW + 49)).containsExactly(LANE);
    assertThat(claims.isProcessing(OTHER_LANE, 2)).isTrue();
  }

  @Test
  void forgetsTheReleaseOfAnEntryThatIsGone() {
    claim(LANE, 1, 2);
    claims.hold(tx, LANE, entry(1), NOW + 1);
    claims.removed(tx, LANE, 1);
    assertThat(claims.contains(LANE)).isFalse();
  }

  @Test
  void forgetsWhatWasReadAheadOnceOneOfTheLaneIsGone() {
    claim(LANE, 1, 2);
    claims.removed(tx, LANE, 2);
    assertThat(claims.isProcessing(LANE, 1)).isTrue();
    assertThat(claims.done(tx, LANE)).isEqualTo(Prefetched.NOTHING);

    claim(OTHER_LANE, 3, 4);
    claims.done(tx, OTHER_LANE);
    claims.removed(tx, OTHER_LANE, 4);
    assertThat(claimReady(9)).isEmpty();
    assertThat(claims.contains(OTHER_LANE)).isFalse();
  }

  @Test
  void doesNotPassOverAnEntryThatComesBackBeforeThoseReadAhead() {
    claim(LANE, 1, 5);
    claims.waits(tx, LANE, 3);
    assertThat(claims.done(tx, LANE).isEmpty()).isTrue();

    claim(OTHER_LANE, 1, 5);
    claims.done(tx, OTHER_LANE);
    claims.waits(tx, OTHER_LANE, 3);
    assertThat(claims.anyReady()).isFalse();
    assertThat(claims.contains(OTHER_LANE)).isFalse();
  }

  @Test
  void keepsThoseReadAheadWhereAnEntryWaitsBehindThem() {
    claim(LANE, 1, 5);
    claims.done(tx, LANE);
    claims.waits(tx, LANE, 6);
    assertThat(claimReady(9)).containsExactly(5L);
    assertThat(claims.done(tx, LANE).all()).as("there is more").isFalse();
  }

  @Test
  void forgetsAllThatWasReadAheadAndKeepsItsClaims() {
    claim(LANE, 1, 2);
    claim(OTHER_LANE, 3, 4);
    claims.done(tx, OTHER_LANE);
    claims.forgetReadAhead();
    assertThat(claims.isProcessing(LANE, 1)).isTrue();
    assertThat(claims.done(tx, LANE)).isEqualTo(Prefetched.NOTHING);
    assertThat(claims.anyReady()).isFalse();
  }

  @Test
  void keepsOnlyTheLanesThatAreStillItsOwn() {
    claim(LANE, 1);
    claim(OTHER_LANE, 3, 4);
    claims.done(tx, OTHER_LANE);
    claims.forgetAllBut(Set.of());
    assertThat(claims.size()).isZero();
  }

  @Test
  void isAsItWasOnceATransactionFails() {
    claim(LANE, 1, 2);
    tx = transaction();
    claims.done(tx, LANE);
    assertThat(claimReady(1)).containsExactly(2L);
    tx.rolledBack();
    assertThat(claims.isProcessing(LANE, 1)).isTrue();
    assertThat(claims.anyReady()).isFalse();
    assertThat(claims.done(tx, LANE).entries()).containsExactly(entry(2));
  }
}
