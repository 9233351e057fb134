package io.hv.kvm.boot.acpi;

import java.util.Optional;

/**
 * What the tables have to tell of one machine, and differs from one to the next.
 *
 * @param vcpus how many; vCPU n has APIC id n
 * @param panicDevice whether there is a pvpanic
 * @param ecam where PCI's configuration space is mapped, if it is
 */
public record AcpiMachine(int vcpus, boolean panicDevice, Optional<Ecam> ecam) {

    /** A machine with so many vCPUs and nothing that may be missing. */
    public static AcpiMachine of(int vcpus) {
        return new AcpiMachine(vcpus, false, Optional.empty());
    }

    /** One with a pvpanic or without. */
    public AcpiMachine withPanicDevice(boolean present) {
        return new AcpiMachine(vcpus, present, ecam);
    }

    /** One whose PCI configuration space is mapped. */
    public AcpiMachine with(Ecam mapped) {
        return new AcpiMachine(vcpus, panicDevice, Optional.of(mapped));
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
