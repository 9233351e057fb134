package io.hv.kvm.boot.acpi;

import io.hv.kvm.memory.MemoryMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tables have to tell of one machine, and differs from one to the next.
 *
 * @param vcpus how many; vCPU n has APIC id n
 * @param panicDevice whether there is a pvpanic
 * @param ecam where PCI's configuration space is mapped, if there is PCI; its root has {@link MemoryMap#MMIO32} for BARs
 * @param mmio64 what PCI's root has for BARs above 4 GiB, perhaps nothing
 * @param hotPlug whether functions come into the slots of PCI's root, and leave them, while the machine runs
 * @param virtioMmio the virtio devices that are on no bus
 */
public record AcpiMachine(
        int vcpus,
        boolean panicDevice,
        Optional<Ecam> ecam,
        MemoryMap.Range mmio64,
        boolean hotPlug,
        List<VirtioMmio> virtioMmio) {

    private static final MemoryMap.Range NOTHING = new MemoryMap.Range(0, 0);

    /** Copies the list; rejects with {@link IllegalArgumentException} slots without PCI. */
    public AcpiMachine {
        virtioMmio = List.copyOf(virtioMmio);
        if (hotPlug && ecam.isEmpty()) {
            throw new IllegalArgumentException("there are no slots without PCI");
        }
    }

    /** A machine with so many vCPUs and nothing that may be missing. */
    public static AcpiMachine of(int vcpus) {
        return new AcpiMachine(vcpus, false, Optional.empty(), NOTHING, false, List.of());
    }

    /** One with a pvpanic or without. */
    public AcpiMachine withPanicDevice(boolean present) {
        return new AcpiMachine(vcpus, present, ecam, mmio64, hotPlug, virtioMmio);
    }

    /** One with PCI, whose configuration space is mapped there, and no BARs above 4 GiB. */
    public AcpiMachine with(Ecam mapped) {
        return with(mapped, NOTHING);
    }

    /**
     * One with PCI.
     *
     * @param mapped where its configuration space is
     * @param high what its root has for BARs above 4 GiB, perhaps nothing
     */
    public AcpiMachine with(Ecam mapped, MemoryMap.Range high) {
        return new AcpiMachine(vcpus, panicDevice, Optional.of(mapped), high, hotPlug, virtioMmio);
    }

    /** One whose PCI root, which it must have, has slots for functions that come and go. */
    public AcpiMachine withHotPlug() {
        return new AcpiMachine(vcpus, panicDevice, ecam, mmio64, true, virtioMmio);
    }

    /** One with one more virtio device. */
    public AcpiMachine with(VirtioMmio device) {
        List<VirtioMmio> more = new ArrayList<>(virtioMmio);
        more.add(device);
        return new AcpiMachine(vcpus, panicDevice, ecam, mmio64, hotPlug, more);
    }

    /**
     * A virtio device that is on no bus (virtio 1.2, 4.2).
     *
     * @param index its number, 0 to 4095, unlike that of any other
     * @param address where its registers are, below 4 GiB
     * @param size how many bytes they take
     * @param gsi its interrupt: a level, active high, its own
     */
    public record VirtioMmio(int index, long address, int size, int gsi) {

        private static final int MOST = 0x1000;

        /** Rejects with {@link IllegalArgumentException} what cannot be. */
        public VirtioMmio {
            if (index < 0 || index >= MOST || gsi < 0) {
                throw new IllegalArgumentException("no virtio device has number " + index + " and interrupt " + gsi);
            }
            if (address < 0 || size <= 0 || address > (1L << Integer.SIZE) - size) {
                throw new IllegalArgumentException("a virtio device lies below 4 GiB, not with " + size + " bytes at 0x"
                        + Long.toHexString(address));
            }
        }
    }

    /**
     * The enhanced configuration access mechanism of PCI segment 0 (PCI Express Base 5.0, 7.2.2): 1 MiB for each bus, from
     * bus 0 on.
     *
     * @param address a multiple of 1 MiB below 4 GiB
     * @param buses 1 to 256
     */
    public record Ecam(long address, int buses) {

        private static final int BUS_SHIFT = 20;

        /** Rejects with {@link IllegalArgumentException} what cannot be. */
        public Ecam {
            if (buses < 1 || buses > 256) {
                throw new IllegalArgumentException("PCI has 1 to 256 buses, not " + buses);
            }
            long end = address + ((long) buses << BUS_SHIFT);
            if (address < 0 || address % (1 << BUS_SHIFT) != 0 || end > 1L << Integer.SIZE) {
                throw new IllegalArgumentException(
                        "ECAM lies below 4 GiB at a multiple of 1 MiB, not at 0x" + Long.toHexString(address));
            }
        }

        /** How many bytes are mapped. */
        public long size() {
            return (long) buses << BUS_SHIFT;
        }
    }
}
