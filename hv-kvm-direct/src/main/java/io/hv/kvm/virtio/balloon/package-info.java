/** The memory balloon (virtio 1.2, 5.5). */
@NullMarked
package io.hv.kvm.virtio.balloon;

import org.jspecify.annotations.NullMarked;
