/** Not for applications: whatever is below may change in every release. */
@NullMarked
package io.botfunnel.tracking.internal;

import org.jspecify.annotations.NullMarked;
