package io.hv.kvm.pci;

import io.hv.kvm.bus.MsiSink;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A function's MSI: the capability with an address of 64 bits and masking by vector (PCI Local Bus 3.0, 6.8.1). The guest says
 * how many vectors it gives, a power of two; those that the function has beyond share them, each with the one whose number is
 * its own modulo so many. A message to anywhere but the local APICs is dropped.
 *
 * <pre>
 * 02 message control 2 (bit 0 enable, 1-3 vectors wanted, 4-6 given, as powers of two; 7 address of 64 bits, 8 masking)
 * 04 address 8  0c data 2  10 mask bits 4  14 pending bits 4
 * </pre>
 *
 * <p>Safe for any thread.
 */
public final class Msi {

    /** The most vectors that a function can have. */
    public static final int MAX_VECTORS = 32;

    static final int CAPABILITY_BODY = 22;

    private static final int ENABLE = 1;
    private static final int WANTED_SHIFT = 1;
    private static final int GIVEN_SHIFT = 4;
    private static final int GIVEN_BITS = 7;
    private static final int ADDRESS_64 = 1 << 7;
    private static final int MASKING = 1 << 8;
    private static final long LOW = 0xffff_ffffL;

    private final List<MessageVector> vectors;
    private boolean enabled;
    private boolean master;
    private int givenPower;
    private long address;
    private int data;

    /**
     * MSI after power-on. What goes wrong with a message is told to {@code faults}.
     *
     * @param count how many vectors, a power of two; 0 for a function without MSI
     */
    Msi(int count, MsiSink sink, Consumer<RuntimeException> faults) {
        this.vectors = IntStream.range(0, count)
                .mapToObj(index -> new MessageVector("MSI vector " + index, sink, faults))
                .toList();
        take(MsiState.POWER_ON);
    }

    /** How many vectors there are; none in a function without MSI. */
    public int vectors() {
        return vectors.size();
    }

    /** How many vectors the guest gives. */
    public synchronized int given() {
        return vectors.isEmpty() ? 0 : 1 << givenPower;
    }

    /** Whether the function signals by MSI and no longer by its interrupt pin. */
    public synchronized boolean enabled() {
        return enabled;
    }

    /**
     * Delivers a vector's message; while it is masked, or the function is no bus master, remembers that for later. Does nothing
     * while MSI is disabled, and for a vector that is not there.
     */
    public synchronized void signal(int vector) {
        if (!enabled || vector < 0 || vector >= vectors.size()) {
            return;
        }
        MessageVector entry = vectors.get(vector % given());
        if (entry.masked() || !master) {
            entry.pend();
        } else {
            entry.deliver();
        }
    }

    /** Makes the vectors what the registers say. */
    private void settle() {
        int given = given();
        for (int i = 0; i < vectors.size(); i++) {
            MessageVector vector = vectors.get(i);
            vector.point(address, (data & -given) | (i & (given - 1)));
            if (!enabled || i >= given) {
                vector.close();
            } else if (!vector.masked()) {
                vector.unmasked(master);
            }
        }
    }

    /** The capability, as the guest finds it in configuration space. */
    PciCapability capability() {
        return new WordCapability() {
            @Override
            int word(int at) {
                return Msi.this.word(at);
            }

            @Override
            public void write(int offset, int size, int value) {
                int register = offset & ~3;
                int shift = Byte.SIZE * (offset - register);
                long mask = ((1L << (Byte.SIZE * size)) - 1) << shift;
                change(register, Integer.toUnsignedLong(value) << shift, mask);
            }
        };
    }

    private synchronized int word(int register) {
        return switch (register) {
            case 0x00 -> control() << Short.SIZE;
            case 0x04 -> (int) address;
            case 0x08 -> (int) (address >>> Integer.SIZE);
            case 0x0c -> data;
            case 0x10 -> bits(true);
            case 0x14 -> bits(false);
            default -> 0;
        };
    }

    private int control() {
        int wanted = Integer.numberOfTrailingZeros(vectors.size());
        return (enabled ? ENABLE : 0) | wanted << WANTED_SHIFT | givenPower << GIVEN_SHIFT | ADDRESS_64 | MASKING;
    }

    private int bits(boolean mask) {
        int bits = 0;
        for (int i = 0; i < vectors.size(); i++) {
            MessageVector vector = vectors.get(i);
            bits |= (mask ? vector.masked() : vector.pending()) ? 1 << i : 0;
        }
        return bits;
    }

    /** Changes some bits of a register and the one behind it. */
    private synchronized void change(int register, long value, long mask) {
        put(register, merged(register, (int) value, (int) mask));
        if (mask >>> Integer.SIZE != 0) {
            int next = register + Integer.BYTES;
            put(next, merged(next, (int) (value >>> Integer.SIZE), (int) (mask >>> Integer.SIZE)));
        }
        settle();
    }

    private int merged(int register, int value, int mask) {
        return (word(register) & ~mask) | (value & mask);
    }

    private void put(int register, int value) {
        switch (register) {
            case 0x00 -> {
                int control = value >>> Short.SIZE;
                enabled = (control & ENABLE) != 0;
                // More than the function wants is not to be had.
                givenPower =
                        Math.min((control >>> GIVEN_SHIFT) & GIVEN_BITS, Integer.numberOfTrailingZeros(vectors.size()));
            }
            case 0x04 -> address = (address & ~LOW) | (value & 0xffff_fffcL);
            case 0x08 -> address = (address & LOW) | (long) value << Integer.SIZE;
            case 0x0c -> data = value & 0xffff;
            case 0x10 -> mask(value);
            default -> {
                // Pending bits are to be read only.
            }
        }
    }

    private void mask(int bits) {
        for (int i = 0; i < vectors.size(); i++) {
            vectors.get(i).mask((bits >>> i & 1) != 0);
        }
    }

    /** Whether the function may send messages: it is a bus master. */
    synchronized void master(boolean on) {
        if (master != on) {
            master = on;
            settle();
        }
    }

    /** As after power-on. */
    synchronized void reset() {
        take(MsiState.POWER_ON);
    }

    synchronized MsiState save() {
        return new MsiState(enabled, givenPower, address, data, bits(true), bits(false));
    }

    /**
     * Whether a function like this one can be in this state.
     *
     * @throws IllegalArgumentException if not
     */
    void check(MsiState state) {
        int count = vectors.size();
        boolean none = count == 0 && !state.equals(MsiState.POWER_ON);
        boolean vectorsTooMany = count > 0 && 1 << state.givenPower() > count;
        boolean bitsTooMany = count < MAX_VECTORS && (state.masked() | state.pending()) >>> count != 0;
        if (none || vectorsTooMany || bitsTooMany) {
            throw new IllegalArgumentException("MSI of " + count + " vectors cannot be in the state " + state);
        }
    }

    /** Takes over what {@link #check} has found right. */
    synchronized void take(MsiState state) {
        enabled = state.enabled();
        givenPower = state.givenPower();
        address = state.address();
        data = state.data();
        mask(state.masked());
        for (int i = 0; i < vectors.size(); i++) {
            vectors.get(i).pending((state.pending() >>> i & 1) != 0);
        }
        settle();
    }

    /** Gives every message back. Idempotent. */
    synchronized void close() {
        vectors.forEach(MessageVector::close);
    }
}
