/** The entropy device (virtio 1.2, 5.4). */
@NullMarked
package io.hv.kvm.virtio.entropy;

import org.jspecify.annotations.NullMarked;
