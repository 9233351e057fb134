package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who occupies which guest memory at the start: nothing is written that was not claimed here, and no two claims
 * overlap. For one boot, and one thread.
 */
public final class GuestLayout {

    /** Nothing that boots is placed between the end of base memory and the tables of the BIOS area. */
    private static final Placement LEGACY = new Placement("legacy video memory and option ROMs", 0xa0000, 0x40000);

    private final GuestMemory memory;
    private final List<Placement> placements = new ArrayList<>();
    private OptionalLong rsdp = OptionalLong.empty();

    /** An empty layout of a machine's RAM. */
    public GuestLayout(GuestMemory memory) {
        this.memory = memory;
    }

    /** The RAM that is laid out. */
    public GuestMemory memory() {
        return memory;
    }

    /** What is placed so far, by ascending address. */
    public List<Placement> placements() {
        return placements.stream()
                .sorted(Comparator.comparingLong(Placement::address))
                .toList();
    }

    /**
     * Claims a range. A length of 0 claims nothing.
     *
     * @param address any number; it may come from a file
     * @param length any number; it may come from a file
     * @throws BootException if it is not all RAM, or already claimed
     */
    public void claim(String name, long address, long length) {
        if (!memory.contains(address, length)) {
            throw new BootException(
                    name,
                    "it wants " + Long.toUnsignedString(length) + " bytes at " + hex(address)
                            + ", which is not all RAM; RAM is " + ram(),
                    "give the domain more memory, or link the image elsewhere");
        }
        if (length == 0) {
            return;
        }
        occupant(address, length).ifPresent(other -> {
            throw new BootException(
                    name,
                    "its place " + new Placement(name, address, length) + " overlaps " + other,
                    "link the image elsewhere");
        });
        placements.add(new Placement(name, address, length));
    }

    /**
     * Claims the lowest free range inside [from, below).
     *
     * @param length greater than 0
     * @param alignment a power of two
     * @return its address
     * @throws BootException if there is none
     */
    public long claimLowest(String name, long length, long alignment, long from, long below) {
        for (Region region : memory.regions()) {
            long limit = Math.min(below, region.end());
            long at = roundUp(Math.max(from, region.address()), alignment);
            while (at >= 0 && at <= limit && length <= limit - at) {
                Optional<Placement> other = occupant(at, length);
                if (other.isEmpty()) {
                    placements.add(new Placement(name, at, length));
                    return at;
                }
                at = roundUp(other.get().end(), alignment);
            }
        }
        throw full(name, length, from, below);
    }

    /** As {@link #claimLowest}, but the highest. */
    public long claimHighest(String name, long length, long alignment, long from, long below) {
        List<Region> regions = memory.regions();
        for (int i = regions.size() - 1; i >= 0; i--) {
            Region region = regions.get(i);
            long lowest = Math.max(from, region.address());
            long at = (Math.min(below, region.end()) - length) & -alignment;
            while (at >= lowest) {
                Optional<Placement> other = occupant(at, length);
                if (other.isEmpty()) {
                    placements.add(new Placement(name, at, length));
                    return at;
                }
                at = (other.get().address() - length) & -alignment;
            }
        }
        throw full(name, length, from, below);
    }

    /** Whether there is RAM where a PC has its BIOS, 0xe0000 to 1 MiB. */
    public boolean hasFirmwareArea() {
        return memory.contains(E820.BIOS_START, E820.EXTENDED_START - E820.BIOS_START);
    }

    /**
     * Claims a place for what firmware leaves to its guest: as {@link #claimLowest}, in the BIOS area, which every memory
     * map that a guest gets calls reserved.
     */
    public long claimFirmware(String name, long length, long alignment) {
        return claimLowest(name, length, alignment, E820.BIOS_START, E820.EXTENDED_START);
    }

    /**
     * As {@link #claimFirmware}, in its upper half, 0xf0000 to 1 MiB: where a guest looks for what has no pointer to it.
     */
    public long claimAnchor(String name, long length, long alignment) {
        return claimLowest(name, length, alignment, E820.ANCHOR_START, E820.EXTENDED_START);
    }

    /** Says where ACPI's root pointer has been placed. */
    public void announceRsdp(long address) {
        rsdp = OptionalLong.of(address);
    }

    /** Where ACPI's root pointer is, if there is one; known once the tables are placed. */
    public OptionalLong rsdp() {
        return rsdp;
    }

    /** The plan of a boot that enters so, with what is placed now. */
    BootPlan plan(EntryState entry) {
        return new BootPlan(entry, placements());
    }

    private Optional<Placement> occupant(long address, long length) {
        if (LEGACY.overlaps(address, length)) {
            return Optional.of(LEGACY);
        }
        return placements.stream().filter(p -> p.overlaps(address, length)).findFirst();
    }

    private BootException full(String name, long length, long from, long below) {
        return new BootException(
                name,
                "its " + Long.toUnsignedString(length) + " bytes do not fit into what is free from " + hex(from)
                        + " to " + hex(below) + "; RAM is " + ram() + ", taken is " + placements(),
                "give the domain more memory");
    }

    private String ram() {
        return memory.regions().stream()
                .map(r -> "[" + hex(r.address()) + ", " + hex(r.end()) + ")")
                .toList()
                .toString();
    }

    private static long roundUp(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }
}
