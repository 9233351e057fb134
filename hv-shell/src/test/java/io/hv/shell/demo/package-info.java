/** The demonstration's stage, with guests that {@code mem:///} plays. */
@NullMarked
package io.hv.shell.demo;

import org.jspecify.annotations.NullMarked;
