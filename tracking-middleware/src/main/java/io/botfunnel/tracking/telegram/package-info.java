/** What a bot sees of the Telegram side of tracking: rules of capture and pushed updates. */
@NullMarked
package io.botfunnel.tracking.telegram;

import org.jspecify.annotations.NullMarked;
