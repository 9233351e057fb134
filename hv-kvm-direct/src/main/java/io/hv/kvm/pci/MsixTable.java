package io.hv.kvm.pci;

import io.hv.kvm.bus.MsiSink;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A function's MSI-X: capability, table and pending bits (PCI Local Bus 3.0, 6.8.2). The guest writes the table by aligned
 * accesses of 4 or 8 bytes; others are lost, as are writes to pending bits. A vector's message is prepared when it is first
 * unmasked while MSI-X is enabled, and given back when MSI-X is disabled. A message to anywhere but the local APICs is
 * dropped.
 *
 * <p>Safe for any thread.
 */
public final class MsixTable {

    /** The most vectors that a function can have. */
    public static final int MAX_VECTORS = 2048;

    static final int ENTRY_SIZE = 16;
    static final int CAPABILITY_BODY = 10;

    private static final int CONTROL_WORD = 3;
    private static final int PBA_UNIT = 8;

    private static final int ENABLE = 1 << 15;
    private static final int MASK = 1 << 14;

    private final MsixPlace place;
    private final List<MessageVector> vectors;
    private boolean enabled;
    private boolean master;
    private boolean masked;

    /** A table after power-on. What goes wrong with a message is told to {@code faults}. */
    MsixTable(MsixPlace place, MsiSink sink, Consumer<RuntimeException> faults) {
        this.place = place;
        this.vectors = IntStream.range(0, place.vectors())
                .mapToObj(index -> new MessageVector("MSI-X vector " + index, sink, faults))
                .toList();
    }

    /** How many vectors there are; none in a function without MSI-X. */
    public int vectors() {
        return vectors.size();
    }

    /** Whether the function signals by MSI-X and no longer by its interrupt pin. */
    public synchronized boolean enabled() {
        return enabled;
    }

    /**
     * Delivers a vector's message; while it is masked, or the function is no bus master, remembers that for later. Does nothing while MSI-X is disabled, and
     * for a vector that is not there.
     */
    public synchronized void signal(int vector) {
        if (!enabled || vector < 0 || vector >= vectors.size()) {
            return;
        }
        MessageVector entry = vectors.get(vector);
        if (masked || entry.masked() || !master) {
            entry.pend();
        } else {
            entry.deliver();
        }
    }

    MsixPlace place() {
        return place;
    }

    /** The guest reads table or pending bits; {@code offset} is in the BAR. */
    synchronized long read(long offset, int size) {
        long value = 0;
        for (int i = 0; i < Math.min(size, Long.BYTES); i++) {
            value |= readByte(offset + i) << (Byte.SIZE * i);
        }
        return value;
    }

    private long readByte(long offset) {
        if (place.inTable(offset)) {
            int at = (int) offset - place.table();
            int word = vectors.get(at / ENTRY_SIZE).read(at % ENTRY_SIZE / Integer.BYTES);
            return (word >>> (Byte.SIZE * (at % Integer.BYTES))) & 0xffL;
        }
        long bits = 0;
        if (place.inPending(offset)) {
            int first = ((int) offset - place.pending()) * Byte.SIZE;
            for (int i = first; i < Math.min(first + Byte.SIZE, vectors.size()); i++) {
                bits |= (vectors.get(i).pending() ? 1L : 0) << (i - first);
            }
        }
        return bits;
    }

    /** The guest writes table or pending bits; {@code offset} is in the BAR. */
    synchronized void write(long offset, int size, long value) {
        if ((size != Integer.BYTES && size != Long.BYTES) || offset % size != 0 || !place.inTable(offset)) {
            return;
        }
        int at = (int) offset - place.table();
        MessageVector vector = vectors.get(at / ENTRY_SIZE);
        for (int i = 0; i < size; i += Integer.BYTES) {
            vector.write((at % ENTRY_SIZE + i) / Integer.BYTES, (int) (value >>> (Byte.SIZE * i)));
        }
        settle(vector);
    }

    private void settle(MessageVector vector) {
        if (!enabled) {
            vector.close();
        } else if (!masked && !vector.masked()) {
            vector.unmasked(master);
        }
    }

    /** The capability, as the guest finds it in configuration space. */
    PciCapability capability() {
        return new WordCapability() {
            @Override
            int word(int at) {
                return MsixTable.this.word(at);
            }

            @Override
            public void write(int offset, int size, int value) {
                // Message control's upper byte has all that can be written; it may be hit by several sizes.
                int shift = Byte.SIZE * (CONTROL_WORD - offset);
                if (shift >= 0 && shift < Byte.SIZE * size) {
                    control(((value >>> shift) & 0xff) << Byte.SIZE);
                }
            }
        };
    }

    private synchronized int word(int register) {
        return switch (register) {
            case 0 -> ((vectors.size() - 1) | (masked ? MASK : 0) | (enabled ? ENABLE : 0)) << Short.SIZE;
            case 4 -> place.table() | place.bar();
            case 8 -> place.pending() | place.bar();
            default -> 0;
        };
    }

    private synchronized void control(int bits) {
        boolean nowEnabled = (bits & ENABLE) != 0;
        boolean nowMasked = (bits & MASK) != 0;
        if (nowEnabled != enabled || nowMasked != masked) {
            enabled = nowEnabled;
            masked = nowMasked;
            vectors.forEach(this::settle);
        }
    }

    /** Whether the function may send messages: it is a bus master. */
    synchronized void master(boolean on) {
        if (master != on) {
            master = on;
            vectors.forEach(this::settle);
        }
    }

    /** As after power-on. */
    synchronized void reset() {
        take(MsixState.powerOn(vectors.size()));
    }

    synchronized MsixState save() {
        return new MsixState(
                enabled, masked, vectors.stream().map(MessageVector::save).toList());
    }

    /**
     * Whether a table like this one can be in this state.
     *
     * @throws IllegalArgumentException if not
     */
    void check(MsixState state) {
        if (state.vectors().size() != vectors.size()) {
            throw new IllegalArgumentException(
                    "the state has " + state.vectors().size() + " vectors, and the table " + vectors.size());
        }
    }

    /** Takes over what {@link #check} has found right. */
    synchronized void take(MsixState state) {
        enabled = state.enabled();
        masked = state.masked();
        for (int i = 0; i < vectors.size(); i++) {
            MessageVector vector = vectors.get(i);
            vector.restore(state.vectors().get(i));
            settle(vector);
        }
    }

    /** Gives every message back. Idempotent. */
    synchronized void close() {
        vectors.forEach(MessageVector::close);
    }

    /** How many bytes of pending bits so many vectors have. */
    static int pendingSize(int vectors) {
        return (vectors + PBA_UNIT * Byte.SIZE - 1) / (PBA_UNIT * Byte.SIZE) * PBA_UNIT;
    }
}
