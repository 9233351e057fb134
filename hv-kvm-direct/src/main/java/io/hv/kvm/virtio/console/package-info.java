/** The console device (virtio 1.2, 5.3), with several ports. */
@NullMarked
package io.hv.kvm.virtio.console;

import org.jspecify.annotations.NullMarked;
