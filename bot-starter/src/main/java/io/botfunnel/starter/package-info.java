/** The starter for a plain-Java bot: settings, lifecycle, and dispatch of updates to handlers. */
@NullMarked
package io.botfunnel.starter;

import org.jspecify.annotations.NullMarked;
