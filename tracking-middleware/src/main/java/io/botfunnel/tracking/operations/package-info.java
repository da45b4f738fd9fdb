/** What an operator may ask of the outbox, and do to it. */
@NullMarked
package io.botfunnel.tracking.operations;

import org.jspecify.annotations.NullMarked;
