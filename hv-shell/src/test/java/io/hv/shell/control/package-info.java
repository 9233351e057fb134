/** Both ends of what processes say to each other, in one process. */
@NullMarked
package io.hv.shell.control;

import org.jspecify.annotations.NullMarked;
