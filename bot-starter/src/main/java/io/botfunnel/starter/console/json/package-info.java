/** The console's JSON: records as they are, times in milliseconds. */
@NullMarked
package io.botfunnel.starter.console.json;

import org.jspecify.annotations.NullMarked;
