package io.botfunnel.testkit.xtracker;

import org.jspecify.annotations.Nullable;

/**
 * A click that {@code POST /clicks} created.
 *
 * @param uid the click id in the answer
 * @param order the {@link ReceivedCall#order} of the call that made it
 */
public record RecordedClick(
    String uid,
    @Nullable String linkSlug,
    @Nullable String fbclid,
    @Nullable String campaignName,
    @Nullable String rawQuery,
    long order) {}
