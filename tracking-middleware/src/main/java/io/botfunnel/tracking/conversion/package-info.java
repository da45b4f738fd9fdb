/** What the bot is told of: conversions, wherever they were reported first. */
@NullMarked
package io.botfunnel.tracking.conversion;

import org.jspecify.annotations.NullMarked;
