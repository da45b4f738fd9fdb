/** The command line of a bot, for its operator and for scripts. */
@NullMarked
package io.botfunnel.starter.cli;

import org.jspecify.annotations.NullMarked;
