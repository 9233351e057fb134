/** What a format is to the rest. Internal: {@link io.hv.image.spi.Driver} says how a format is added. */
@NullMarked
package io.hv.image.spi;

import org.jspecify.annotations.NullMarked;
