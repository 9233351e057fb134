package io.hv.kvm.pci;

import io.hv.kvm.bus.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The registers of one function: 256 bytes that are stored, of which the guest may change some bits, and capabilities
 * that answer for themselves. The extended space, up to 4096 bytes, has no capability, so it is all zeros (PCI Express
 * Base 5.0, 7.6.1).
 */
final class ConfigSpace {

    static final int SIZE = 4096;
    static final int STORED = 256;

    private static final int NEXT = 1;
    private static final int CAPABILITY_HEADER = 2;

    private final byte[] bytes = new byte[STORED];
    private final byte[] powerOn = new byte[STORED];
    private final byte[] writable = new byte[STORED];
    private final @Nullable Body[] bodies = new @Nullable Body[STORED];
    private int end = Registers.HEADER_SIZE;
    private int link = Registers.CAPABILITIES;
    private boolean interruptStatus;

    /** The body of a capability that answers for itself. */
    private record Body(int start, int end, PciCapability capability) {}

    /** Sets a register, now and after power-on. */
    void define(int offset, int size, int value) {
        for (int i = 0; i < size; i++) {
            byte part = (byte) (value >>> (Byte.SIZE * i));
            powerOn[offset + i] = part;
            bytes[offset + i] = part;
        }
    }

    /** Lets the guest change these bits. */
    void allow(int offset, int size, int bits) {
        for (int i = 0; i < size; i++) {
            writable[offset + i] = (byte) (bits >>> (Byte.SIZE * i));
        }
    }

    /**
     * Adds a capability at the end of the list.
     *
     * @return where it starts
     * @throws IllegalArgumentException if there is no room for it
     */
    int add(int id, byte[] body) {
        int start = (end + 3) & ~3;
        if (id < 0 || id > 0xff || body.length > STORED - CAPABILITY_HEADER - start) {
            throw new IllegalArgumentException(
                    "no room for capability " + id + " of " + body.length + " bytes at " + start);
        }
        define(link, 1, start);
        define(Registers.STATUS, 2, Registers.STATUS_CAPABILITIES);
        define(start, 1, id);
        for (int i = 0; i < body.length; i++) {
            define(start + CAPABILITY_HEADER + i, 1, body[i]);
        }
        link = start + NEXT;
        end = start + CAPABILITY_HEADER + body.length;
        return start;
    }

    /** As {@link #add(int, byte[])}, for one whose body answers for itself. */
    void add(int id, int bodySize, PciCapability capability) {
        int start = add(id, new byte[bodySize]);
        Body body = new Body(start, end, capability);
        for (int i = start + CAPABILITY_HEADER; i < end; i++) {
            bodies[i] = body;
        }
    }

    /**
     * Adds registers of the function's own at a fixed place, which answer for themselves. Capabilities that are added later
     * come behind them.
     *
     * @throws IllegalArgumentException if there is something already, or no such place
     */
    void place(int offset, int size, PciCapability registers) {
        if (offset < end || size < 1 || size > STORED - offset) {
            throw new IllegalArgumentException("no room for " + size + " bytes of registers at " + offset);
        }
        Body body = new Body(offset, offset + size, registers);
        for (int i = offset; i < offset + size; i++) {
            bodies[i] = body;
        }
        end = offset + size;
    }

    /** The status register's bit that an interrupt is wanted, which is not stored. */
    void interruptStatus(boolean wanted) {
        interruptStatus = wanted;
    }

    int read(int offset, int size) {
        Body body = body(offset, size);
        if (body != null) {
            return body.capability.read(offset - body.start, size);
        }
        int value = 0;
        for (int i = 0; i < Math.min(size, Integer.BYTES); i++) {
            value |= readByte(offset + i) << (Byte.SIZE * i);
        }
        return value;
    }

    private int readByte(int offset) {
        if (offset < 0 || offset >= SIZE) {
            return 0xff;
        }
        Body body = body(offset, 1);
        if (body != null) {
            return body.capability.read(offset - body.start, 1) & 0xff;
        }
        int stored = offset < STORED ? bytes[offset] & 0xff : 0;
        return offset == Registers.STATUS && interruptStatus ? stored | Registers.STATUS_INTERRUPT : stored;
    }

    void write(int offset, int size, int value) {
        Body body = body(offset, size);
        if (body != null) {
            body.capability.write(offset - body.start, size, value);
            return;
        }
        for (int i = 0; i < Math.min(size, Integer.BYTES); i++) {
            writeByte(offset + i, (value >>> (Byte.SIZE * i)) & 0xff);
        }
    }

    private void writeByte(int offset, int value) {
        Body body = body(offset, 1);
        if (body != null) {
            body.capability.write(offset - body.start, 1, value);
        } else if (offset >= 0 && offset < STORED) {
            bytes[offset] = (byte) ((bytes[offset] & ~writable[offset]) | (value & writable[offset]));
        }
    }

    /** The capability that answers a whole access, if one does. */
    private @Nullable Body body(int offset, int size) {
        boolean whole = size == 1 || size == 2 || size == 4;
        Body body = whole && offset >= 0 && offset < STORED ? bodies[offset] : null;
        return body != null && offset <= body.end - size ? body : null;
    }

    void reset() {
        System.arraycopy(powerOn, 0, bytes, 0, STORED);
    }

    Bytes save() {
        return Bytes.of(bytes);
    }

    /**
     * Whether a function like this one can be in this state.
     *
     * @throws IllegalArgumentException if a byte has what the guest cannot have written
     */
    void check(Bytes state) {
        for (int i = 0; i < STORED; i++) {
            if (((state.at(i) ^ powerOn[i]) & ~writable[i] & 0xff) != 0) {
                throw new IllegalArgumentException("configuration byte %#x cannot be %#x".formatted(i, state.at(i)));
            }
        }
    }

    /** Takes over what {@link #check} has found right. */
    void restore(Bytes state) {
        state.copyTo(bytes, 0);
    }
}
