/** What an operator reads on the log, with every secret masked; the only home of logback. */
@NullMarked
package io.botfunnel.starter.logging;

import org.jspecify.annotations.NullMarked;
