/** Commands that read or change the outbox. */
@NullMarked
package io.botfunnel.starter.cli.outbox;

import org.jspecify.annotations.NullMarked;
