/** Postback URLs for a partner's postback field. */
@NullMarked
package io.botfunnel.tracking.xtracker.postback;

import org.jspecify.annotations.NullMarked;
