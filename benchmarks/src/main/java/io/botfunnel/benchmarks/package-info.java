/** The command: what is measured, side by side, and what came of it. */
@NullMarked
package io.botfunnel.benchmarks;

import org.jspecify.annotations.NullMarked;
