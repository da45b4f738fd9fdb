/** What is right and wrong in a partner's postback, for the commands and for the gateway. */
@NullMarked
package io.botfunnel.starter.postback;

import org.jspecify.annotations.NullMarked;
