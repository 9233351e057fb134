/** How tests wait for what other threads do. */
@NullMarked
package io.hv.kvm.waits;

import org.jspecify.annotations.NullMarked;
