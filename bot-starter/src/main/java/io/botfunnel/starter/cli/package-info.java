/** The command line of a bot: what its operator asks and does in a terminal, or has a script do. */
@NullMarked
package io.botfunnel.starter.cli;

import org.jspecify.annotations.NullMarked;
