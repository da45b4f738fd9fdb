/** The bot among simulated users, on a day on which the tracker has its troubles. */
@NullMarked
package io.botfunnel.sample.demo;

import org.jspecify.annotations.NullMarked;
