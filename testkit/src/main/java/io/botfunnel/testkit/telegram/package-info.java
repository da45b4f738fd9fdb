/** A local Bot API server, and users who write to its bots. */
@NullMarked
package io.botfunnel.testkit.telegram;

import org.jspecify.annotations.NullMarked;
