/** The operator's settings: a YAML file, overridden by the environment. */
@NullMarked
package io.botfunnel.starter.settings;

import org.jspecify.annotations.NullMarked;
