/** The small web server that the console and the gateway run on. */
@NullMarked
package io.botfunnel.starter.web;

import org.jspecify.annotations.NullMarked;
