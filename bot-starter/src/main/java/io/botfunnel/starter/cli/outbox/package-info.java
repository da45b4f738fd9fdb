/** Commands that look into the outbox, or change it. */
@NullMarked
package io.botfunnel.starter.cli.outbox;

import org.jspecify.annotations.NullMarked;
