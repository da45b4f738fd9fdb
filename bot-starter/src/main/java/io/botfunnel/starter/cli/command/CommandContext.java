package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Terminal;
import io.botfunnel.starter.settings.OperatorSettings;
import java.time.Clock;

/**
 * The collaborators of every command.
 *
 * @param settings the settings; each part is read only when a command needs it
 * @param terminal the operator's terminal
 * @param clock the clock for ages
 */
public record CommandContext(OperatorSettings settings, Terminal terminal, Clock clock) {}
