package io.hv.bench;

import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.ioctl.Exit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The ways in which a guest leaves for an access. */
enum Access {
    /** An {@code out} of one byte. */
    OUT("PIO out"),
    /** An {@code in} of one byte. */
    IN("PIO in"),
    /** A store of four bytes to an address that is not RAM. */
    STORE("MMIO store"),
    /** A load of four bytes from an address that is not RAM. */
    LOAD("MMIO load");

    /** Bytes that KVM maps for a vCPU on x86: kvm_run, the data of port accesses, coalesced accesses. */
    static final int RUN_SIZE = 3 * 4096;

    private static final int PORT_DATA = 4096;
    private static final int EXIT_REASON = 8;

    private final String label;

    Access(String label) {
        this.label = label;
    }

    /** For tables. */
    String label() {
        return label;
    }

    private boolean port() {
        return this == OUT || this == IN;
    }

    private boolean write() {
        return this == OUT || this == STORE;
    }

    /** A guest that does nothing else, for ever. */
    SmallGuest guest() {
        SmallGuest hammer = switch (this) {
            case OUT -> SmallGuests.hammerOut();
            case IN -> SmallGuests.hammerIn();
            case STORE -> SmallGuests.hammerMmioWrite();
            case LOAD -> SmallGuests.hammerMmioRead();
        };
        return hammer.with("count", 0);
    }

    /** Gives a device the place that the guest accesses. */
    void claim(IoBus bus, Meter device) {
        long where = guest().value("where");
        if (port()) {
            bus.claimPorts(device, (int) where, 1);
        } else {
            bus.claimMmio(device, where, Integer.BYTES);
        }
    }

    /** What KVM writes into kvm_run at such an exit (struct kvm_run of linux/kvm.h). */
    byte[] runPage() {
        ByteBuffer page = ByteBuffer.allocate(RUN_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        page.putInt(EXIT_REASON, exitReason());
        long where = guest().value("where");
        if (port()) {
            page.put(32, (byte) (write() ? 1 : 0)).put(33, (byte) 1).putShort(34, (short) where);
            page.putInt(36, 1).putLong(40, PORT_DATA);
        } else {
            page.putLong(32, where).putInt(48, Integer.BYTES).put(52, (byte) (write() ? 1 : 0));
        }
        return page.array();
    }

    private int exitReason() {
        return port() ? Exit.IO : Exit.MMIO;
    }

    /** Makes such a page say that a signal ended the run, which ends an access that is never finished. */
    static void endAccess(ByteBuffer page) {
        page.putInt(EXIT_REASON, Exit.INTR);
    }
}
