/** The JSON of the console: records as they are, times in milliseconds. */
@NullMarked
package io.botfunnel.starter.console.json;

import org.jspecify.annotations.NullMarked;
