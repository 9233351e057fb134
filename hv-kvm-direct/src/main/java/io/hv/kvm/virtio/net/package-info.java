/** A network card (virtio 1.2, 5.1). */
@NullMarked
package io.hv.kvm.virtio.net;

import org.jspecify.annotations.NullMarked;
