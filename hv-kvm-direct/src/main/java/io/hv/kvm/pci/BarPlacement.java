package io.hv.kvm.pci;

import java.util.Map;
import java.util.TreeMap;

/** Where BARs are after power-on: each in the first room that is free, aligned to its size. */
final class BarPlacement {

    private final Room mmio32;
    private final Room mmio64;

    BarPlacement(PciWindow mmio32, PciWindow mmio64) {
        this.mmio32 = new Room(mmio32);
        this.mmio64 = new Room(mmio64);
    }

    /**
     * Finds room for one.
     *
     * @throws IllegalArgumentException if there is none
     */
    long place(BarShape bar) {
        long address = bar.wide() ? mmio64.take(bar.size()) : Room.NONE;
        if (address == Room.NONE) {
            address = mmio32.take(bar.size());
        }
        if (address == Room.NONE) {
            throw new IllegalArgumentException("there is no room for a BAR of " + bar.size() + " bytes");
        }
        return address;
    }

    /** The BAR that was placed there has gone. */
    void free(long address) {
        mmio32.free(address);
        mmio64.free(address);
    }

    /** A window, and what of it is taken. */
    private static final class Room {

        static final long NONE = -1;

        private final PciWindow window;
        /** Beginnings and ends. */
        private final TreeMap<Long, Long> taken = new TreeMap<>();

        Room(PciWindow window) {
            this.window = window;
        }

        long take(long size) {
            long address = align(window.address(), size);
            for (Map.Entry<Long, Long> range : taken.entrySet()) {
                if (range.getKey() >= address + size) {
                    break;
                }
                address = Math.max(address, align(range.getValue(), size));
            }
            if (!window.holds(address, size)) {
                return NONE;
            }
            taken.put(address, address + size);
            return address;
        }

        void free(long address) {
            Object unused = taken.remove(address);
        }

        /** The next multiple; negative, which is in no window, where there is none. */
        private static long align(long address, long size) {
            return (address + size - 1) & -size;
        }
    }
}
