/** Reads the requests to the console, and refuses wrong ones. */
@NullMarked
package io.botfunnel.starter.console.request;

import org.jspecify.annotations.NullMarked;
