/**
 * Devices of your own: implement {@link io.hv.kvm.device.VirtioDevice} and give it to a domain by
 * {@link io.hv.kvm.KvmOptions}. A guest reaches it by its virtio driver; what the guest does wrong never reaches the device.
 *
 * <p>The packages below hold the machine's own devices, which are not exported: each is one class and one immutable state
 * record, depends on {@code io.hv.kvm.bus} alone, and is built and tested without a hypervisor. Whatever a guest reads or
 * writes there, at any offset and of any size, is answered: a device never throws at a guest, never waits, and never keeps
 * more than its registers hold. The device contract, a test that every device passes, holds them to it.
 */
@NullMarked
package io.hv.kvm.device;

import org.jspecify.annotations.NullMarked;
