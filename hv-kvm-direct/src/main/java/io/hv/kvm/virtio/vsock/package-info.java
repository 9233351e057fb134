/** The socket device (virtio 1.2, 5.10), for streams, and the host's side of its connections. */
@NullMarked
package io.hv.kvm.virtio.vsock;

import org.jspecify.annotations.NullMarked;
