/** {@code hv net}, and the networks of {@code hv run}. */
@NullMarked
package io.hv.shell.net;

import org.jspecify.annotations.NullMarked;
