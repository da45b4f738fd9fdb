/** The figures, their bounds, and how they are printed and stored. */
@NullMarked
package io.botfunnel.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
