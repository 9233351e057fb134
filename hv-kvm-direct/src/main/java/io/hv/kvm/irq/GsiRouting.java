package io.hv.kvm.irq;

import io.hv.kvm.ioctl.GsiRoute;
import io.hv.kvm.ioctl.Irqchip;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The one owner of a machine's interrupt routing table, which the kernel only takes as a whole. Numbers 0 to 15 reach the
 * PICs and the IO-APIC's pins of the same number, 16 to 23 the IO-APIC alone; from 24 on they are messages. Safe for any
 * thread.
 */
public final class GsiRouting {

    /** How many pins the IO-APIC has, and the first number that is a message. */
    public static final int PINS = 24;

    private static final int ISA_INTERRUPTS = 16;
    private static final int PIC_PINS = 8;
    private static final int CASCADE = 2;

    private final Consumer<List<GsiRoute>> kernel;
    private final Map<Integer, GsiRoute.Msi> messages = new TreeMap<>();
    private final BitSet taken = new BitSet();

    /**
     * The default table, which the kernel has from the start: it would cost a machine's creation a grace period to hand it
     * over again. The kernel's own has the PIC's pin 2 too, which no device can reach.
     *
     * @param kernel takes a whole table; throws what the kernel says
     */
    public GsiRouting(Consumer<List<GsiRoute>> kernel) {
        this.kernel = kernel;
    }

    /** Takes a number for a message. It stands for it until {@link #release}. */
    public synchronized int add(long address, int data) {
        int gsi = taken.nextClearBit(PINS);
        install(gsi, new GsiRoute.Msi(gsi, address, data));
        taken.set(gsi);
        return gsi;
    }

    /**
     * Changes the message that a number stands for.
     *
     * @throws IllegalArgumentException if the number is not a message's
     */
    public synchronized void update(int gsi, long address, int data) {
        if (!taken.get(gsi)) {
            throw new IllegalArgumentException("interrupt " + gsi + " is not a message");
        }
        GsiRoute.Msi changed = new GsiRoute.Msi(gsi, address, data);
        if (!changed.equals(messages.get(gsi))) {
            install(gsi, changed);
        }
    }

    private void install(int gsi, GsiRoute.Msi message) {
        GsiRoute.Msi old = messages.put(gsi, message);
        try {
            kernel.accept(table());
        } catch (RuntimeException e) {
            if (old == null) {
                messages.remove(gsi);
            } else {
                messages.put(gsi, old);
            }
            throw e;
        }
    }

    /** Gives a message's number back. The table keeps a dead entry until the next change. */
    public synchronized void release(int gsi) {
        if (taken.get(gsi)) {
            taken.clear(gsi);
            messages.remove(gsi);
        }
    }

    /** The table as it is now. */
    public synchronized List<GsiRoute> table() {
        List<GsiRoute> routes = new ArrayList<>();
        for (int gsi = 0; gsi < ISA_INTERRUPTS; gsi++) {
            // The slave PIC hangs on the master's pin 2, so nothing else can.
            if (gsi != CASCADE) {
                Irqchip pic = gsi < PIC_PINS ? Irqchip.PIC_MASTER : Irqchip.PIC_SLAVE;
                routes.add(new GsiRoute.Pin(gsi, pic, gsi % PIC_PINS));
            }
        }
        for (int gsi = 0; gsi < PINS; gsi++) {
            routes.add(new GsiRoute.Pin(gsi, Irqchip.IO_APIC, gsi));
        }
        routes.addAll(messages.values());
        return List.copyOf(routes);
    }
}
