package io.hv.kvm.pci;

import io.hv.kvm.bus.MsiSink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One vector of MSI-X or MSI, and its way to the interrupt controller: a prepared message, or where the host has no room for
 * one, one call for each. Entered with the monitor of its table held. Nothing that the host throws gets out.
 */
final class MessageVector {

    private static final int CONTROL_MASKED = 1;
    private static final int WINDOW_SHIFT = 20;

    /** The local APICs' window is all that a message may reach (Intel SDM, volume 3, 10.11). */
    private static final long WINDOW = 0xfee;

    private final String name;
    private final MsiSink sink;
    private final Consumer<RuntimeException> faults;

    private long address;
    private int data;
    private boolean masked = true;
    private boolean pending;

    private MsiSink.@Nullable Message message;
    private long preparedAddress;
    private int preparedData;

    MessageVector(String name, MsiSink sink, Consumer<RuntimeException> faults) {
        this.name = name;
        this.sink = sink;
        this.faults = faults;
    }

    int read(int word) {
        return switch (word) {
            case 0 -> (int) address;
            case 1 -> (int) (address >>> Integer.SIZE);
            case 2 -> data;
            default -> masked ? CONTROL_MASKED : 0;
        };
    }

    void write(int word, int value) {
        switch (word) {
            case 0 -> address = (address & ~0xffff_ffffL) | (value & 0xffff_fffcL);
            case 1 -> address = (address & 0xffff_ffffL) | (long) value << Integer.SIZE;
            case 2 -> data = value;
            default -> masked = (value & CONTROL_MASKED) != 0;
        }
    }

    /** Says what its message is. */
    void point(long newAddress, int newData) {
        address = newAddress;
        data = newData;
    }

    void mask(boolean value) {
        masked = value;
    }

    boolean masked() {
        return masked;
    }

    boolean pending() {
        return pending;
    }

    void pend() {
        pending = true;
    }

    void pending(boolean value) {
        pending = value;
    }

    /**
     * The vector is not masked: makes its message the one that the table says, and delivers what has waited.
     *
     * @param master whether the function may send messages
     */
    void unmasked(boolean master) {
        if (!reachesApic()) {
            close();
            faults.accept(new IllegalArgumentException(name + " has its message at 0x" + Long.toHexString(address)));
        } else {
            prepare();
        }
        if (pending && master) {
            pending = false;
            deliver();
        }
    }

    private void prepare() {
        MsiSink.Message present = message;
        try {
            if (present == null) {
                message = sink.message(address, data);
            } else if (address != preparedAddress || data != preparedData) {
                present.update(address, data);
            }
            preparedAddress = address;
            preparedData = data;
        } catch (RuntimeException e) {
            // One by one then: slower, and as right. The next time it is unmasked, there may be room.
            close();
        }
    }

    void deliver() {
        MsiSink.Message present = message;
        try {
            if (present != null) {
                present.signal();
            } else if (reachesApic()) {
                sink.send(address, data);
            }
        } catch (RuntimeException e) {
            faults.accept(e); // a message to a processor that is not there
        }
    }

    private boolean reachesApic() {
        return address >>> WINDOW_SHIFT == WINDOW;
    }

    /** Gives the message back. */
    void close() {
        MsiSink.Message present = message;
        message = null;
        if (present != null) {
            try {
                present.close();
            } catch (RuntimeException e) {
                faults.accept(e);
            }
        }
    }

    MsixVectorState save() {
        return new MsixVectorState(address, data, masked, pending);
    }

    void restore(MsixVectorState state) {
        address = state.address();
        data = state.data();
        masked = state.masked();
        pending = state.pending();
    }
}
