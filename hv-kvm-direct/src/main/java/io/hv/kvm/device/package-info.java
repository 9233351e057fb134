/**
 * Devices, one package for each or for a few small ones, and what they share. A device is one class and one immutable
 * state record. It depends on {@code io.hv.kvm.bus} alone: time comes from {@link io.hv.kvm.bus.Clock} and
 * {@link io.hv.kvm.bus.Wall}, wake-ups from {@link io.hv.kvm.bus.EventLoop}, so it is built and tested without a
 * hypervisor. A device that remembers nothing between two accesses has no state record.
 *
 * <p>Whatever a guest reads or writes, at any offset and of any size, is answered: a device never throws at a guest,
 * never waits, and never keeps more than its registers hold. The device contract, a test that every device here passes,
 * holds them to it.
 */
@NullMarked
package io.hv.kvm.device;

import org.jspecify.annotations.NullMarked;
