/** The small web server that the console and the gateway run on, and how long its answers wait. */
@NullMarked
package io.botfunnel.starter.web;

import org.jspecify.annotations.NullMarked;
