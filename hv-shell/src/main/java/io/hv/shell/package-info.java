/** {@code hv}, the command line: one class per command, each in terms of the public API only. */
@NullMarked
package io.hv.shell;

import org.jspecify.annotations.NullMarked;
