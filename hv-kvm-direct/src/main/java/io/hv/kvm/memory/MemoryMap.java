package io.hv.kvm.memory;

import java.util.List;
import java.util.Locale;

/**
 * Where everything lies in a machine's physical address space; the one place that says so.
 *
 * <pre>
 *  0                                                  RAM, up to 3 GiB
 *  C000_0000  {@link #MMIO32}                         devices and 32-bit BARs
 *  E000_0000  {@link #ECAM}                           PCI Express configuration, 256 buses
 *  F000_0000  {@link #PLATFORM}                       memory-mapped devices of the board
 *  FEC0_0000  {@link #IO_APIC}
 *  FEE0_0000  {@link #LOCAL_APIC}                     and the target of message-signalled interrupts
 *  FEFF_C000  {@link #IDENTITY_PAGE}, {@link #TSS}    for kvm_intel, which runs real mode with them
 *  FF00_0000  {@link #FIRMWARE}                       up to 4 GiB
 *  1_0000_0000                                        the rest of RAM
 *  above RAM  {@link #mmio64()}                       64-bit BARs
 * </pre>
 *
 * @param ram the regions of RAM, by ascending address
 * @param mmio64 above RAM; empty where the processor has no addresses left
 */
public record MemoryMap(List<Region> ram, Range mmio64) {

    /** Where RAM below 4 GiB ends at the latest. */
    public static final long LOW_RAM_END = 0xC000_0000L;

    /** Where RAM goes on. */
    public static final long HIGH_RAM = 0x1_0000_0000L;

    /** 32-bit addresses for PCI BARs. */
    public static final Range MMIO32 = new Range(LOW_RAM_END, 0x2000_0000L);

    /** PCI Express enhanced configuration space: 1 MiB for each of 256 buses. */
    public static final Range ECAM = new Range(0xE000_0000L, 0x1000_0000L);

    /** Devices that are not on PCI. */
    public static final Range PLATFORM = new Range(0xF000_0000L, 0x0EC0_0000L);

    /** The IO-APIC's page. */
    public static final Range IO_APIC = new Range(0xFEC0_0000L, 0x1000);

    /** The local APICs' window. */
    public static final Range LOCAL_APIC = new Range(0xFEE0_0000L, 0x10_0000);

    /** One page for KVM_SET_IDENTITY_MAP_ADDR. */
    public static final Range IDENTITY_PAGE = new Range(0xFEFF_C000L, 0x1000);

    /** Three pages for KVM_SET_TSS_ADDR. */
    public static final Range TSS = new Range(0xFEFF_D000L, 0x3000);

    /** Firmware images end at 4 GiB, where the reset vector is. */
    public static final Range FIRMWARE = new Range(0xFF00_0000L, 0x100_0000);

    private static final long GIB = 1L << 30;
    private static final long MMIO64_SIZE = 64 * GIB;

    /** Copies the list. */
    public MemoryMap {
        ram = List.copyOf(ram);
    }

    /**
     * Lays a machine out.
     *
     * @param ramSize bytes of RAM, a positive multiple of 4 KiB
     * @param physicalBits how many address bits the guest's processor has (CPUID 80000008h, EAX bits 7 to 0), 32 to 52
     * @throws IllegalArgumentException if RAM is not whole pages or does not fit the address bits
     */
    public static MemoryMap of(long ramSize, int physicalBits) {
        if (physicalBits < 32 || physicalBits > 52) {
            throw new IllegalArgumentException("no x86-64 processor has " + physicalBits + " physical address bits");
        }
        long limit = 1L << physicalBits;
        if (ramSize > limit || (ramSize > LOW_RAM_END && ramSize - LOW_RAM_END > limit - HIGH_RAM)) {
            throw new IllegalArgumentException(
                    ramSize + " bytes of RAM do not fit " + physicalBits + " physical address bits");
        }
        Region low = new Region(0, Math.min(ramSize, LOW_RAM_END), 0);
        List<Region> ram = ramSize <= LOW_RAM_END
                ? List.of(low)
                : List.of(low, new Region(HIGH_RAM, ramSize - LOW_RAM_END, LOW_RAM_END));
        long end = Math.max(HIGH_RAM, ram.get(ram.size() - 1).end());
        long start = (end + GIB - 1) / GIB * GIB;
        return new MemoryMap(ram, new Range(start, Math.max(0, Math.min(MMIO64_SIZE, limit - start))));
    }

    /** How many bytes of RAM there are. */
    public long ramSize() {
        return ram.stream().mapToLong(Region::size).sum();
    }

    /**
     * A run of guest physical addresses.
     *
     * @param address the first
     * @param size how many, perhaps none
     */
    public record Range(long address, long size) {

        /** The first address after it. */
        public long end() {
            return address + size;
        }

        /** Whether the two have an address in common. */
        public boolean overlaps(Range other) {
            return address < other.end() && other.address < end();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "[%x, %x)", address, end());
        }
    }
}
