/**
 * What can be said of, and asked about, a network inside this process: faults of its cables, what has passed its ports.
 */
@NullMarked
package io.hv.kvm.net;

import org.jspecify.annotations.NullMarked;
