package io.hv.kvm.bus;

/**
 * A device whose registers are one byte wide, as on the ISA bus. A wider access is split into accesses to consecutive
 * ports, lowest first, as the chip set does it.
 */
public interface ByteWideDevice extends PioDevice {

    /** What a port without a register reads as: the bus floats high. */
    int OPEN_BUS = 0xff;

    /**
     * The guest reads one register.
     *
     * @param offset the port, counted from the start of the registered range; a wide access may reach beyond its end
     * @return the value; bits above the lowest eight are ignored
     */
    int readByte(int offset);

    /**
     * The guest writes one register.
     *
     * @param offset the port, counted from the start of the registered range; a wide access may reach beyond its end
     * @param value 0 to 255
     */
    void writeByte(int offset, int value);

    @Override
    default int readPort(int offset, int size) {
        int value = 0;
        for (int i = 0; i < Math.min(size, Integer.BYTES); i++) {
            value |= (readByte(offset + i) & 0xff) << (Byte.SIZE * i);
        }
        return value;
    }

    @Override
    default void writePort(int offset, int size, int value) {
        for (int i = 0; i < Math.min(size, Integer.BYTES); i++) {
            writeByte(offset + i, (value >>> (Byte.SIZE * i)) & 0xff);
        }
    }
}
