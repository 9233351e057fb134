/** What a backend implements to be found by {@link io.hv.Host#open(String)}. */
@NullMarked
package io.hv.spi;

import org.jspecify.annotations.NullMarked;
