package io.hv.kvm.device.acpi;

import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.PioDevice;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * By which functions come into the slots of a PCI root, and leave them, while the machine runs: 12 ports that the methods of
 * the DSDT use. A bit is a slot, 1 to 31; slot 0 is the host bridge's and has none.
 *
 * <pre>
 *  offset  size
 *    0x00     4  UP     slots that have got a function; a written 1 clears
 *    0x04     4  DOWN   slots that the guest is asked to empty; a written 1 clears
 *    0x08     4  EJECT  a written 1: the guest has let go of what is in the slot; reads as 0
 * </pre>
 *
 * The event is a level: high while UP or DOWN has a bit. So a guest that was not listening hears of it when it begins to.
 * An ejection counts only where it was asked for: what a guest ejects of its own accord stays in its slot.
 *
 * <p>{@link #plugged}, {@link #ask} and {@link #emptied} are safe for any thread.
 */
public final class PciHotPlug implements PioDevice, Resettable, Stateful<PciHotPlugState> {

    /** How many ports it takes. */
    public static final int PORTS = 12;

    /** The general-purpose event: the DSDT's method {@code _L01}. */
    public static final int EVENT = 1;

    /** How many slots a root has. */
    private static final int SLOTS = 32;

    /** All but the host bridge's. */
    static final int SLOT_BITS = ~1;

    private static final int UP = 0;
    private static final int DOWN = 4;
    private static final int EJECT = 8;

    private final String name;
    private final IrqLine event;
    private final IntConsumer ejected;

    private int up;
    private int down;

    /** Slots whose function is to go, until it has gone. */
    private int asked;

    /**
     * Registers after power-on.
     *
     * @param event the general-purpose event
     * @param ejected hears of each slot that the guest was asked to empty and has let go of; on a vCPU's thread, so it must
     *     not wait
     */
    public PciHotPlug(String name, IrqLine event, IntConsumer ejected) {
        this.name = name;
        this.event = event;
        this.ejected = ejected;
    }

    @Override
    public String name() {
        return name;
    }

    private static int bit(int slot) {
        return (1 << Objects.checkIndex(slot, SLOTS)) & SLOT_BITS;
    }

    /** There is a function in this slot now: tells the guest. */
    public synchronized void plugged(int slot) {
        up |= bit(slot);
        drive();
    }

    /** Asks the guest to let go of what is in this slot; once more, if it was asked already. */
    public synchronized void ask(int slot) {
        asked |= bit(slot);
        down |= bit(slot);
        drive();
    }

    /** There is no function in this slot any more. */
    public synchronized void emptied(int slot) {
        int kept = ~bit(slot);
        up &= kept;
        down &= kept;
        asked &= kept;
        drive();
    }

    /** A bit for each slot that is to be emptied. */
    public synchronized int asked() {
        return asked;
    }

    /** Whether there is nothing that its guest has not heard of or done. */
    public synchronized boolean isAtRest() {
        return (up | down | asked) == 0;
    }

    private void drive() {
        event.level((up | down) != 0);
    }

    @Override
    public int readPort(int offset, int size) {
        int first = offset & ~3;
        long both = (register(first) & 0xffff_ffffL) | ((long) register(first + 4) << Integer.SIZE);
        return (int) (both >>> (Byte.SIZE * (offset & 3)));
    }

    private int register(int offset) {
        return switch (offset) {
            case UP -> up;
            case DOWN -> down;
            default -> 0;
        };
    }

    @Override
    public void writePort(int offset, int size, int value) {
        for (int i = 0; i < Math.min(size, Integer.BYTES); i++) {
            int at = offset + i;
            int bits = ((value >>> (Byte.SIZE * i)) & 0xff) << (Byte.SIZE * (at & 3));
            switch (at & ~3) {
                case UP -> up &= ~bits;
                case DOWN -> down &= ~bits;
                case EJECT -> eject(bits);
                default -> {} // beyond the registers
            }
        }
        drive();
    }

    private void eject(int bits) {
        int gone = bits & asked;
        asked &= ~gone;
        for (int slot = 1; slot < SLOTS; slot++) {
            if ((gone & bit(slot)) != 0) {
                ejected.accept(slot);
            }
        }
    }

    @Override
    public void reset() {
        take(new PciHotPlugState(0, 0, 0));
    }

    @Override
    public PciHotPlugState save() {
        return new PciHotPlugState(up, down, asked);
    }

    @Override
    public void restore(PciHotPlugState state) {
        take(state);
    }

    private void take(PciHotPlugState state) {
        up = state.up();
        down = state.down();
        asked = state.asked();
        drive();
    }
}
