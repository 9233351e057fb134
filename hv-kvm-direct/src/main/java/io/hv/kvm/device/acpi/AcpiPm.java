package io.hv.kvm.device.acpi;

import io.hv.kvm.bus.Clock;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.PioDevice;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import java.util.Objects;

/**
 * The fixed hardware of ACPI power management (ACPI 6.5, 4.8.3 and 4.8.4), 36 ports:
 *
 * <pre>
 *  offset  size
 *    0x00     2  PM1a_STS   timer and power button; a written 1 clears
 *    0x02     2  PM1a_EN
 *    0x04     2  PM1a_CNT   SLP_TYP and SLP_EN
 *    0x08     4  PM_TMR     3.579545 MHz
 *    0x20     2  GPE0_STS   a written 1 clears
 *    0x22     2  GPE0_EN
 * </pre>
 *
 * Writing SLP_EN with {@link #SLEEP_TYPE_OFF} asks for soft-off; no other sleeping state is offered, so any other type
 * does nothing. The system control interrupt is a level: high while an enabled status is set and the machine is in ACPI
 * mode, which {@link #acpiMode} switches (a guest cannot write SCI_EN itself).
 */
public final class AcpiPm implements PioDevice, Resettable, Stateful<AcpiPmState>, ApmControl.AcpiMode {

    /** How many ports it takes. */
    public static final int PORTS = 0x24;

    /** Where the parts are, for the FADT. */
    public static final int PM1_EVENT = 0x00;

    /** The PM1 control register's offset. */
    public static final int PM1_CONTROL = 0x04;

    /** The timer's offset. */
    public static final int TIMER = 0x08;

    /** The general-purpose event block's offset; it has 4 bytes, for 16 events. */
    public static final int GPE0 = 0x20;

    /** How many general-purpose events there are. */
    public static final int GPE_COUNT = 16;

    /** The SLP_TYP that the DSDT's {@code _S5} must name. */
    public static final int SLEEP_TYPE_OFF = 5;

    private static final int STATUS_TIMER = 0x0001;
    private static final int STATUS_POWER_BUTTON = 0x0100;
    static final int STATUS_BITS = STATUS_TIMER | STATUS_POWER_BUTTON;

    private static final int ENABLE_GLOBAL = 0x0020;
    private static final int ENABLE_SLEEP_BUTTON = 0x0200;
    private static final int ENABLE_RTC = 0x0400;
    static final int ENABLE_BITS = STATUS_BITS | ENABLE_GLOBAL | ENABLE_SLEEP_BUTTON | ENABLE_RTC;

    private static final int CONTROL_SCI = 0x0001;
    private static final int CONTROL_BUS_MASTER = 0x0002;
    private static final int CONTROL_SLEEP_TYPE = 0x1c00;
    private static final int CONTROL_SLEEP_TYPE_SHIFT = 10;
    private static final int CONTROL_SLEEP = 0x2000;
    private static final int CONTROL_WRITABLE = CONTROL_BUS_MASTER | CONTROL_SLEEP_TYPE;
    static final int CONTROL_BITS = CONTROL_WRITABLE | CONTROL_SCI;

    private static final long NEVER = -1;

    private final String name;
    private final IrqLine sci;
    private final MachineControl machine;
    private final Clock clock;
    private final EventLoop.Timer wakeUp;
    private final PmTimer timer;
    private final boolean startsInAcpiMode;

    private int pm1Status;
    private int pm1Enable;
    private int pm1Control;
    private int gpeStatus;
    private int gpeEnable;
    /** Events that are levels, and high: their status is set again as soon as it is cleared. No part of the state. */
    private int gpeHigh;

    private long turnsSeen;

    /** The deadline that {@code wakeUp} has, so that an access seldom touches it. */
    private long armedFor = NEVER;

    /**
     * The block after power-on.
     *
     * @param sci the system control interrupt, IRQ 9
     * @param machine what it powers off
     * @param timerBits 24, or 32 where the FADT sets TMR_VAL_EXT
     * @param startsInAcpiMode whether SCI_EN is set from the start, for a machine without the firmware that would set it
     * @throws IllegalArgumentException if {@code timerBits} is neither
     */
    public AcpiPm(
            String name,
            IrqLine sci,
            MachineControl machine,
            Clock clock,
            EventLoop loop,
            int timerBits,
            boolean startsInAcpiMode) {
        this.name = name;
        this.sci = sci;
        this.machine = machine;
        this.clock = clock;
        this.timer = new PmTimer(timerBits);
        this.startsInAcpiMode = startsInAcpiMode;
        this.wakeUp = loop.timer(this, this::timerFired);
        reset();
    }

    @Override
    public String name() {
        return name;
    }

    /** Someone pressed the power button. Safe for any thread. What the guest does about it is its own affair. */
    public synchronized void pressPowerButton() {
        pm1Status |= STATUS_POWER_BUTTON;
        settle();
    }

    /**
     * Sets the status of a general-purpose event. Safe for any thread.
     *
     * @param event 0 to 15: the DSDT's method {@code _Lxx} or {@code _Exx} of this number will run
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public synchronized void raise(int event) {
        gpeStatus |= 1 << Objects.checkIndex(event, GPE_COUNT);
        settle();
    }

    /**
     * A general-purpose event that is a level: while it is high, its status is set, whatever the guest clears. The lines of
     * different events are joined here, so there is one for each event at most. Safe for any thread. A reset does not touch the
     * level, nor does a restored state: who drives it does.
     *
     * @param event 0 to 15, as for {@link #raise}
     */
    public IrqLine event(int event) {
        int bit = 1 << Objects.checkIndex(event, GPE_COUNT);
        return high -> level(bit, high);
    }

    private synchronized void level(int bit, boolean high) {
        if (high != ((gpeHigh & bit) != 0)) {
            gpeHigh ^= bit;
            settle();
        }
    }

    /** Switches between ACPI mode and legacy mode, in which there is no interrupt. Safe for any thread. */
    @Override
    public synchronized void acpiMode(boolean on) {
        pm1Control = on ? pm1Control | CONTROL_SCI : pm1Control & ~CONTROL_SCI;
        settle();
    }

    @Override
    public int readPort(int offset, int size) {
        if (offset == TIMER) {
            return timer.value(clock.nanos()); // read so often that it deserves a short way
        }
        settle();
        int first = offset & ~3;
        // An access may straddle two registers; both are read at the same instant.
        long both = (register(first) & 0xffff_ffffL) | ((long) register(first + 4) << Integer.SIZE);
        return (int) (both >>> (Byte.SIZE * (offset & 3)));
    }

    private int register(int offset) {
        return switch (offset) {
            case PM1_EVENT -> pm1Status | (pm1Enable << 16);
            case PM1_CONTROL -> pm1Control;
            case TIMER -> timer.value(clock.nanos());
            case GPE0 -> gpeStatus | (gpeEnable << 16);
            default -> -1;
        };
    }

    @Override
    public void writePort(int offset, int size, int value) {
        settle(); // first what has happened until now, then what the guest clears
        for (int i = 0; i < Math.min(size, Integer.BYTES); i++) {
            writeByte(offset + i, (value >>> (Byte.SIZE * i)) & 0xff);
        }
        settle();
    }

    private void writeByte(int offset, int value) {
        int shift = (offset & 1) * Byte.SIZE;
        int bits = value << shift;
        int kept = 0xff00 >> shift; // the other byte of the register
        switch (offset & ~1) {
            case PM1_EVENT -> pm1Status &= ~bits;
            case PM1_EVENT + 2 -> pm1Enable = (pm1Enable & kept) | (bits & ENABLE_BITS);
            case PM1_CONTROL -> control(bits, kept);
            case GPE0 -> gpeStatus &= ~bits;
            case GPE0 + 2 -> gpeEnable = (gpeEnable & kept) | bits;
            default -> {} // the timer cannot be written, and between the registers there is nothing
        }
    }

    private void control(int bits, int kept) {
        pm1Control = (pm1Control & (kept | CONTROL_SCI)) | (bits & CONTROL_WRITABLE);
        int type = (pm1Control & CONTROL_SLEEP_TYPE) >> CONTROL_SLEEP_TYPE_SHIFT;
        if ((bits & CONTROL_SLEEP) != 0 && type == SLEEP_TYPE_OFF) {
            machine.powerOff();
        }
    }

    private void settle() {
        catchUp();
        drive();
    }

    /** Takes in what timer and levels have done since the last look. */
    private void catchUp() {
        gpeStatus |= gpeHigh;
        long turns = timer.turns(clock.nanos());
        if (turns != turnsSeen) {
            turnsSeen = turns;
            pm1Status |= STATUS_TIMER;
        }
    }

    /** Makes interrupt and wake-up follow the registers. */
    private void drive() {
        boolean pending = (pm1Status & pm1Enable) != 0 || (gpeStatus & gpeEnable) != 0;
        sci.level(pending && (pm1Control & CONTROL_SCI) != 0);
        // Only an interrupt has to come by itself; a status is brought up to date when it is read.
        boolean waits = (pm1Enable & ~pm1Status & STATUS_TIMER) != 0;
        long deadline = waits ? timer.turnNanos(turnsSeen + 1) : NEVER;
        if (deadline != armedFor) {
            armedFor = deadline;
            if (waits) {
                wakeUp.arm(deadline);
            } else {
                wakeUp.disarm();
            }
        }
    }

    private void timerFired() {
        armedFor = NEVER;
        settle();
    }

    @Override
    public void reset() {
        take(new AcpiPmState(0, 0, startsInAcpiMode ? CONTROL_SCI : 0, 0, 0, timer.turns(clock.nanos())));
    }

    @Override
    public AcpiPmState save() {
        return new AcpiPmState(pm1Status, pm1Enable, pm1Control, gpeStatus, gpeEnable, turnsSeen);
    }

    @Override
    public void restore(AcpiPmState state) {
        take(state);
    }

    private void take(AcpiPmState state) {
        pm1Status = state.pm1Status();
        pm1Enable = state.pm1Enable();
        pm1Control = state.pm1Control();
        gpeStatus = state.gpeStatus();
        gpeEnable = state.gpeEnable();
        turnsSeen = state.turnsSeen();
        drive();
    }
}
