/** How drivers reach virtio devices: by PCI (virtio 1.2, 4.1) and by memory-mapped registers (4.2). */
@NullMarked
package io.hv.kvm.virtio.transport;

import org.jspecify.annotations.NullMarked;
