/** What all commands share: exit codes, errors, and the option that names the bot. */
@NullMarked
package io.botfunnel.starter.cli.command;

import org.jspecify.annotations.NullMarked;
