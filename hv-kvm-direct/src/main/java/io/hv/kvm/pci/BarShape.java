package io.hv.kvm.pci;

/**
 * What a base address register is, apart from where.
 *
 * @param index 0 to 5; one of 64 bits takes the next register too
 * @param size bytes, a power of two from 16 on
 * @param target what lies behind it
 */
record BarShape(int index, long size, boolean wide, boolean prefetchable, PciBar target) {

    private static final long SMALLEST = 16;

    BarShape {
        if (index < 0 || index + (wide ? 2 : 1) > Registers.BARS) {
            throw new IllegalArgumentException("there is no BAR " + index + (wide ? " with 64 bits" : ""));
        }
        if (size < SMALLEST || Long.bitCount(size) != 1) {
            throw new IllegalArgumentException("a BAR's size is a power of two from 16 on, not " + size);
        }
    }

    /** The first register. */
    int register() {
        return Registers.BAR_0 + index * Integer.BYTES;
    }

    boolean overlaps(BarShape other) {
        return index < other.index + (other.wide ? 2 : 1) && other.index < index + (wide ? 2 : 1);
    }

    /** Gives a function its registers: the type is fixed, and the address's bits from the size on can be written. */
    void define(ConfigSpace config) {
        int type = (wide ? Registers.BAR_64 : 0) | (prefetchable ? Registers.BAR_PREFETCHABLE : 0);
        config.define(register(), Integer.BYTES, type);
        config.allow(register(), Integer.BYTES, (int) -size);
        if (wide) {
            config.allow(register() + Integer.BYTES, Integer.BYTES, (int) (-size >>> Integer.SIZE));
        }
    }

    /** Says where it is after power-on. */
    void place(ConfigSpace config, long address) {
        int type = config.read(register(), 1) & 0xf;
        config.define(register(), Integer.BYTES, (int) address | type);
        if (wide) {
            config.define(register() + Integer.BYTES, Integer.BYTES, (int) (address >>> Integer.SIZE));
        }
    }
}
