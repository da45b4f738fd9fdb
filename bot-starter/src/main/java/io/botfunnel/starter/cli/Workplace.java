package io.botfunnel.starter.cli;

import io.botfunnel.starter.OperatorSettings;
import java.time.Clock;

/**
 * What every command works with.
 *
 * @param settings read a part at a time, as a command needs them
 * @param terminal where the operator sits
 * @param clock for ages
 */
record Workplace(OperatorSettings settings, Terminal terminal, Clock clock) {}
