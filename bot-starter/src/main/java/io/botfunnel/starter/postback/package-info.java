/** Checks of partners' postbacks, for the commands and for the gateway. */
@NullMarked
package io.botfunnel.starter.postback;

import org.jspecify.annotations.NullMarked;
