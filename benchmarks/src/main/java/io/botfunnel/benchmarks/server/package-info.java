/** The server that all of them deliver to, as lean as it can be. */
@NullMarked
package io.botfunnel.benchmarks.server;

import org.jspecify.annotations.NullMarked;
