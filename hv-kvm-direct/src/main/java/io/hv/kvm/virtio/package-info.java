/**
 * The device's half of virtio 1.2: queues, split and packed, and what a device does between the driver's first register
 * access and its last request, whatever transport they come by. Everything in guest memory and every register's value is
 * hostile: a {@link io.hv.kvm.virtio.Rule} that is broken makes the device ask for a reset, and nothing else.
 *
 * <h2>Locking</h2>
 * Registers are entered under the {@link io.hv.kvm.virtio.VirtioFunction}'s monitor. A queue's ring has the queue's own
 * lock, which is never held while a device works on a request. The order is function, queue, interrupt.
 */
@NullMarked
package io.hv.kvm.virtio;

import org.jspecify.annotations.NullMarked;
