package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Terminal;
import io.botfunnel.starter.settings.OperatorSettings;
import java.time.Clock;

/**
 * What every command works with.
 *
 * @param settings read a part at a time, as a command needs them
 * @param terminal where the operator sits
 * @param clock for ages
 */
public record Workplace(OperatorSettings settings, Terminal terminal, Clock clock) {}
