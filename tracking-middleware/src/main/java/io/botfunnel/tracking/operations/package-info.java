/** What an operator can ask of the outbox and change in it. */
@NullMarked
package io.botfunnel.tracking.operations;

import org.jspecify.annotations.NullMarked;
