package io.hv.kvm.virtio;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How a guest reaches a device's registers: from the specification alone, one access for each operation. */
abstract sealed class GuestRegisters permits PciRegisters, MmioRegisters {

    /** What comes before the device can be reached, and its interrupts. */
    abstract List<GuestOp> powerUp(Random random);

    abstract GuestOp status(int value);

    /** Reads something: the status, the configuration, whatever shows the guest where it is. */
    abstract GuestOp look(Random random);

    /** Accepts half of the features. */
    abstract List<GuestOp> accept(int half, int bits);

    /** Puts a queue where the guest has prepared one, and enables it. */
    abstract List<GuestOp> queue(int number);

    abstract void notify(TransportGuest guest, int queue);

    /** Reads, and so ends, the interrupt's reasons. */
    abstract GuestOp acknowledge();

    /** Something that only this transport has. */
    abstract List<GuestOp> whim(Random random);

    /** Whether a message waits behind a mask. */
    abstract boolean messageWaits(TransportGuest guest);

    /** The ranges of addresses in which hostile accesses are to fall. */
    abstract List<Range> windows(TransportGuest guest);

    record Range(long address, int size) {}

    static GuestOp write(String name, Where where, int size, Value value) {
        return GuestOp.of(name, guest -> {
            long bits = value.of(guest);
            guest.machine.store(where.in(guest), size, size >= Long.BYTES ? bits : bits & ((1L << (8 * size)) - 1));
            return Long.toHexString(bits);
        });
    }

    static GuestOp read(String name, Where where, int size) {
        return GuestOp.of(name, guest -> Long.toHexString(guest.machine.bus.readMmio(where.in(guest), size)));
    }

    /** An address of 64 bits in two halves, each an operation. */
    static List<GuestOp> halves(String name, Where where, Value value) {
        List<GuestOp> both = new ArrayList<>();
        both.add(write(name + " low", where, 4, value).first());
        both.add(write(name + " high", guest -> where.in(guest) + 4, 4, guest -> value.of(guest) >>> 32));
        return both;
    }

    /** An address, once the guest knows where things are. */
    @FunctionalInterface
    interface Where {
        long in(TransportGuest guest);
    }

    /** A value, likewise. */
    @FunctionalInterface
    interface Value {
        long of(TransportGuest guest);
    }
}
