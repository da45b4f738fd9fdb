/** The words in which an outbox reports: topics, states, books, and why it is unavailable. */
@NullMarked
package io.botfunnel.tracking.outbox;

import org.jspecify.annotations.NullMarked;
