/** The figures, their bounds, and how they are shown and kept. */
@NullMarked
package io.botfunnel.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
