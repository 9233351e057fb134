/** The parts of {@code hv image} one by one. */
@NullMarked
package io.hv.shell.image;

import org.jspecify.annotations.NullMarked;
