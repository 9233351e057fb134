/**
 * What a device is to the machine around it: the facets it may have, the bus that reaches it, and the interfaces it
 * reaches the machine by. Pure Java: nothing here knows KVM, so every device is built and tested without it.
 *
 * <h2>Locking</h2>
 * The bus, and every callback of {@link io.hv.kvm.bus.EventLoop}, enters a device while it holds the device's own
 * monitor. A device therefore needs no lock of its own, and must not wait for anything. The order of locks is vCPU,
 * device, interrupt.
 */
@NullMarked
package io.hv.kvm.bus;

import org.jspecify.annotations.NullMarked;
