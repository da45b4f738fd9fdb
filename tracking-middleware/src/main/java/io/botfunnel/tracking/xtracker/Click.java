package io.botfunnel.tracking.xtracker;

import org.jspecify.annotations.Nullable;

/**
 * A click that did not come from the tracker's own landing page. Null fields are left out.
 *
 * @param linkSlug the link that was clicked
 * @param fbclid Facebook's click id
 * @param campaignName the campaign
 * @param rawQuery the landing URL's query, unchanged
 */
public record Click(
    @Nullable String linkSlug,
    @Nullable String fbclid,
    @Nullable String campaignName,
    @Nullable String rawQuery) {}
