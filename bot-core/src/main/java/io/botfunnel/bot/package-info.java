/** The API for bot authors: handlers, their context, middleware. */
@NullMarked
package io.botfunnel.bot;

import org.jspecify.annotations.NullMarked;
