/** What a bot sees of tracking's Telegram side: rules of capture, pushed and unreadable updates. */
@NullMarked
package io.botfunnel.tracking.telegram;

import org.jspecify.annotations.NullMarked;
