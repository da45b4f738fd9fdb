/** The rules of partners' postbacks, for the commands and for the gateway. */
@NullMarked
package io.botfunnel.bot.postback;

import org.jspecify.annotations.NullMarked;
