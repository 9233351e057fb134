/** What a backend implements to be found by {@link io.hv.Host#open(String)}, and what it may be made of. */
@NullMarked
package io.hv.spi;

import org.jspecify.annotations.NullMarked;
