/** The block device (virtio 1.2, 5.2): requests on a {@link io.hv.kvm.virtio.block.BlockStore}. */
@NullMarked
package io.hv.kvm.virtio.block;

import org.jspecify.annotations.NullMarked;
