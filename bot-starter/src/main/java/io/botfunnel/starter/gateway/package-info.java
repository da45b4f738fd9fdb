/**
 * The HTTP gateway for partners, XTRACKER and Telegram: it checks what they send and records it
 * durably.
 */
@NullMarked
package io.botfunnel.starter.gateway;

import org.jspecify.annotations.NullMarked;
