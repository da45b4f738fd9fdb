/** The server that every contender delivers to, as lean as possible. */
@NullMarked
package io.botfunnel.benchmarks.server;

import org.jspecify.annotations.NullMarked;
