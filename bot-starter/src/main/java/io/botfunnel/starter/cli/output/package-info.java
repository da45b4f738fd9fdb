/** How a command prints. */
@NullMarked
package io.botfunnel.starter.cli.output;

import org.jspecify.annotations.NullMarked;
