/** A real PostgreSQL for tests. */
@NullMarked
package io.botfunnel.testkit.postgres;

import org.jspecify.annotations.NullMarked;
