/** {@code hv demo}: real guests through the public API, each one a {@link io.hv.shell.demo.Show}. */
@NullMarked
package io.hv.shell.demo;

import org.jspecify.annotations.NullMarked;
