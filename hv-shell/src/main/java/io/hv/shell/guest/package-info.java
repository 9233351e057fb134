/** {@code hv exec} and {@code hv cp}, and what {@code hv run} has its guest do: by the agent in the guest. */
@NullMarked
package io.hv.shell.guest;

import org.jspecify.annotations.NullMarked;
