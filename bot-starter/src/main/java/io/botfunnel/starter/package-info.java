/** Batteries for a plain-Java bot: its settings, its lifecycle, and updates handed to handlers. */
@NullMarked
package io.botfunnel.starter;

import org.jspecify.annotations.NullMarked;
