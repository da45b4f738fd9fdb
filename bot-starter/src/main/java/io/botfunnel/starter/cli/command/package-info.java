/** What all commands share: exit codes, errors, which bot is meant. */
@NullMarked
package io.botfunnel.starter.cli.command;

import org.jspecify.annotations.NullMarked;
