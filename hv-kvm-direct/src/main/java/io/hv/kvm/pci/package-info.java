/**
 * PCI: functions with their configuration space and their interrupts, and the root that a guest finds them at. Everything
 * a guest writes is taken as hostile: no access throws, and none makes the host keep more than what the function has.
 *
 * <p>{@link io.hv.kvm.pci.PciRoot} is what the bus reaches; {@link io.hv.kvm.pci.PciFunction} is one device on it, put
 * together by a builder; what lies behind its BARs is a {@link io.hv.kvm.pci.PciBar}.
 *
 * <h2>Locking</h2>
 * A function's monitor is the device's: configuration space and BARs are entered with it held, whichever way an access
 * comes. It is taken after the root's. MSI-X has a lock of its own, taken last, so that any thread may signal.
 */
@NullMarked
package io.hv.kvm.pci;

import org.jspecify.annotations.NullMarked;
