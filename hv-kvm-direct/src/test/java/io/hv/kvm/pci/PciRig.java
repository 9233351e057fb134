package io.hv.kvm.pci;

import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMsi;
import java.util.ArrayList;
import java.util.List;

/** A root with two functions on a bus, as a guest reaches them: by addresses only. */
final class PciRig {

    static final long ECAM = 0xe000_0000L;
    static final PciWindow MMIO32 = new PciWindow(0xc000_0000L, 0x2000_0000L);
    static final PciWindow MMIO64 = new PciWindow(0x1_0000_0000L, 0x10_0000_0000L);

    static final int SLOT_ONE = 1;
    static final int SLOT_TWO = 2;
    static final int VECTORS = 3;
    static final int TABLE = 0x800;
    static final int PENDING = 0xc00;

    final List<String> faults = new ArrayList<>();
    final IoBus bus = new IoBus((device, fault) -> faults.add(device.name() + ": " + fault.getMessage()));
    final TestMsi msi = new TestMsi();
    final TestLine lineOne = new TestLine();
    final TestLine lineTwo = new TestLine();
    final TestBar small = new TestBar();
    final TestBar large = new TestBar();
    final TestBar other = new TestBar();
    final TestCapability registers = new TestCapability();

    /** BAR 0 of 32 bits and 4 KiB with MSI-X in it, BAR 2 of 64 bits and 1 MiB. */
    final PciFunction one = PciFunction.named("one")
            .ids(0x1af4, 0x1041)
            .revision(1)
            .classCode(0x020000)
            .subsystem(0x1af4, 0x1100)
            .bar32(0, 0x1000, small)
            .bar64(2, 0x10_0000, true, large)
            .capability(0x09, new byte[] {6, 0x55, 0x66, 0x77})
            .capability(0x09, new byte[18], registers)
            .msix(VECTORS, 0, TABLE, PENDING, msi)
            .interrupt(lineOne, 1, PciRoot.gsi(SLOT_ONE, 1))
            .build();

    /** Only a BAR 0 of 32 bits and 4 KiB, and a pin. */
    final PciFunction two = PciFunction.named("two")
            .ids(0x1af4, 0x1042)
            .classCode(0x010000)
            .bar32(0, 0x1000, other)
            .interrupt(lineTwo, 1, PciRoot.gsi(SLOT_TWO, 1))
            .build();

    final PciRoot root =
            new PciRoot("pci", bus, MMIO32, MMIO64, (device, fault) -> faults.add(device.name() + " told"));

    PciRig() {
        root.add(SLOT_ONE, one);
        root.add(SLOT_TWO, two);
        bus.claimMmio(root, ECAM, PciRoot.ECAM_SIZE);
    }

    private static long at(int slot, int register) {
        return ECAM + ((long) slot << 15) + register;
    }

    int read(int slot, int register, int size) {
        return (int) bus.readMmio(at(slot, register), size);
    }

    void write(int slot, int register, int size, int value) {
        long mask = (1L << (Byte.SIZE * size)) - 1;
        bus.writeMmio(at(slot, register), size, value & mask);
    }

    void command(int slot, int value) {
        write(slot, Registers.COMMAND, 2, value);
    }

    /** Where the guest finds a capability, from a place in the list on; 0 if it is not there. */
    int find(int slot, int id, int from) {
        int at = from == 0 ? read(slot, Registers.CAPABILITIES, 1) : read(slot, from + 1, 1);
        while (at != 0 && read(slot, at, 1) != id) {
            at = read(slot, at + 1, 1);
        }
        return at;
    }

    /** Sets MSI-X's message control in slot one. */
    void messageControl(int value) {
        write(SLOT_ONE, find(SLOT_ONE, Registers.ID_MSIX, 0) + 2, 2, value);
    }

    /** Writes into BAR 0 of slot one, where it is after power-on; the guest must have let it decode. */
    void table(int offset, int size, long value) {
        bus.writeMmio(MMIO32.address() + TABLE + offset, size, value);
    }

    long pending() {
        return bus.readMmio(MMIO32.address() + PENDING, 8);
    }
}
