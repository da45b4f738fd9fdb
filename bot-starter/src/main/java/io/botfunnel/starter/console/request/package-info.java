/** What a request to the console says, and how one is refused. */
@NullMarked
package io.botfunnel.starter.console.request;

import org.jspecify.annotations.NullMarked;
