/** The command that measures everything side by side, and its results. */
@NullMarked
package io.botfunnel.benchmarks;

import org.jspecify.annotations.NullMarked;
