/** The commands, run as a user types them, on {@code mem:///}. */
@NullMarked
package io.hv.shell;

import org.jspecify.annotations.NullMarked;
