/** Commands for a partner's postback URL. */
@NullMarked
package io.botfunnel.starter.cli.postback;

import org.jspecify.annotations.NullMarked;
