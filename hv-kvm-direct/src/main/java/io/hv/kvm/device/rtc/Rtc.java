package io.hv.kvm.device.rtc;

import static io.hv.kvm.device.rtc.RtcRegisters.*;

import io.hv.kvm.bus.ByteWideDevice;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.Clock;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.bus.Wall;
import java.time.Instant;
import java.time.temporal.ChronoField;

/**
 * The real-time clock of a PC with its battery-backed memory: a Motorola MC146818A, two ports at 70h (index, and bit 7
 * to mask NMIs) and 71h (data).
 *
 * <p>The clock shows the {@link Wall}'s time in UTC, plus what the guest has set it ahead. It needs no ticking: time is
 * worked out when it is read, flags are worked out for the time since they were last looked at, and the event loop wakes
 * the device only for an interrupt that is enabled and not yet raised. A wall that steps back raises nothing until the
 * time it had reached comes again; one that steps ahead raises each flag once.
 *
 * <p>A reset leaves the time, the memory and with it the shutdown status (register 0Fh) alone, as the battery does; it
 * takes away the interrupts (data sheet, "RESET"). Daylight saving can be switched on and has no effect: the clock shows
 * UTC.
 */
public final class Rtc implements ByteWideDevice, Resettable, Stateful<RtcState> {

    /** How many ports it takes. */
    public static final int PORTS = 2;

    private static final int INDEX = 0;
    private static final int DATA = 1;
    private static final int NMI_MASK = 0x80;

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    /** An update takes 1984 us and is announced 244 us ahead (data sheet, table 6, 32.768 kHz). */
    private static final int UPDATE_NANOS = (1984 + 244) * 1000;

    /** The first update after the divider has started comes half a second later (data sheet, "Divider control"). */
    private static final int FIRST_UPDATE_NANOS = 500_000_000;

    private final String name;
    private final IrqLine irq;
    private final Wall wall;
    private final Clock clock;
    private final EventLoop.Timer wakeUp;

    private final byte[] registers = new byte[SIZE];
    private int index;
    private boolean nmiMasked;
    private int a = A_DIVIDER_RUNS | 6; // 1024 Hz, as every BIOS sets it
    private int b = B_24_HOURS;
    private int flags;
    private long offsetSeconds;
    private int phaseNanos;
    private int weekdayShift;

    /** The wall's time up to which {@code flags} is right. */
    private Instant seen;

    /**
     * A clock that shows the wall's time.
     *
     * @param irq its interrupt, IRQ 8
     * @param memory what its memory says of the machine's RAM
     */
    public Rtc(String name, IrqLine irq, Wall wall, Clock clock, EventLoop loop, CmosMemory memory) {
        this.name = name;
        this.irq = irq;
        this.wall = wall;
        this.clock = clock;
        this.seen = wall.now();
        this.wakeUp = loop.timer(this, this::settle);
        memory.describeIn(registers);
        drive();
    }

    @Override
    public String name() {
        return name;
    }

    /** Whether the guest has masked non-maskable interrupts. Safe for any thread. */
    public synchronized boolean nmiMasked() {
        return nmiMasked;
    }

    @Override
    public int readByte(int offset) {
        return offset == DATA ? readRegister() : OPEN_BUS; // the index can only be written
    }

    @Override
    public void writeByte(int offset, int value) {
        if (offset == INDEX) {
            index = value & ~NMI_MASK;
            nmiMasked = (value & NMI_MASK) != 0;
        } else if (offset == DATA) {
            catchUp();
            writeRegister(value);
            drive();
        }
    }

    private int readRegister() {
        return switch (index) {
            case A -> a | (updateInProgress() ? A_UPDATE_IN_PROGRESS : 0);
            case B -> b;
            case C -> readFlags();
            case D -> D_VALID;
            default -> {
                if (isTime(index) && runs()) {
                    freeze();
                }
                yield registers[index] & 0xff;
            }
        };
    }

    private int readFlags() {
        catchUp();
        int value = flags | ((flags & b) != 0 ? C_REQUEST : 0);
        flags = 0;
        drive();
        return value;
    }

    private void writeRegister(int value) {
        switch (index) {
            case A -> {
                boolean started = dividerRuns();
                keepTime(value & A_BITS, b);
                if (!started && dividerRuns()) {
                    startDivider();
                }
            }
            case B -> keepTime(a, (value & B_SET) != 0 ? value & ~B_UPDATE : value);
            case C, D -> {} // read-only
            default -> {
                if (isTime(index) && runs()) {
                    freeze();
                    registers[index] = (byte) value;
                    thaw();
                } else {
                    registers[index] = (byte) value;
                }
            }
        }
    }

    /** Changes registers A and B. When that stops the clock, its registers keep the time; when it starts, they set it. */
    private void keepTime(int newA, int newB) {
        boolean ran = runs();
        if (ran) {
            freeze();
        }
        a = newA;
        b = newB;
        if (!ran && runs()) {
            thaw();
        }
    }

    /** The divider starts in the middle of a second, and the clock's seconds with it. */
    private void startDivider() {
        long second = divider().getEpochSecond();
        phaseNanos = Math.floorMod(NANOS_PER_SECOND - FIRST_UPDATE_NANOS - nano(wall.now()), NANOS_PER_SECOND);
        if (runs()) {
            offsetSeconds += second - divider().getEpochSecond();
        }
    }

    private boolean dividerRuns() {
        return (a & A_DIVIDER) == A_DIVIDER_RUNS;
    }

    private boolean runs() {
        return dividerRuns() && (b & B_SET) == 0;
    }

    /** The divider chain's own time: its seconds begin where the clock's do. */
    private Instant divider() {
        return wall.now().plusNanos(phaseNanos);
    }

    /** The part of a time that is below a second. */
    private static int nano(Instant time) {
        return time.get(ChronoField.NANO_OF_SECOND);
    }

    private boolean updateInProgress() {
        return runs() && nano(divider()) >= NANOS_PER_SECOND - UPDATE_NANOS;
    }

    private void freeze() {
        RtcFormat.of(b).write(divider().getEpochSecond() + offsetSeconds, weekdayShift, registers);
    }

    private void thaw() {
        RtcFormat format = RtcFormat.of(b);
        long time = format.read(registers);
        weekdayShift = format.readWeekdayShift(registers, time);
        offsetSeconds = time - divider().getEpochSecond();
    }

    private void settle() {
        catchUp();
        drive();
    }

    /** Raises the flags for what has happened since the last look. */
    private void catchUp() {
        Instant wallNow = wall.now();
        if (wallNow.isBefore(seen)) {
            return;
        }
        Instant now = wallNow.plusNanos(phaseNanos);
        Instant then = seen.plusNanos(phaseNanos);
        if (dividerRuns() && edges(now) > edges(then)) {
            flags |= B_PERIODIC;
        }
        if (runs() && now.getEpochSecond() > then.getEpochSecond()) {
            flags |= B_UPDATE;
            long first = then.getEpochSecond() + 1;
            long wait = alarm().secondsUntil(first + offsetSeconds);
            if (wait != RtcAlarm.NEVER && first + wait <= now.getEpochSecond()) {
                flags |= B_ALARM;
            }
        }
        seen = wallNow;
    }

    private RtcAlarm alarm() {
        return RtcAlarm.of(registers, RtcFormat.of(b));
    }

    /** How many periodic edges there were up to then, counted within the divider's time. */
    private long edges(Instant time) {
        long hz = periodicHz(a);
        return time.getEpochSecond() * hz + nano(time) * hz / NANOS_PER_SECOND;
    }

    /** Makes interrupt and wake-up follow the registers. */
    private void drive() {
        irq.level((flags & b) != 0);
        long wait = nanosToNextFlag(b & ~flags);
        if (wait == Long.MAX_VALUE) {
            wakeUp.disarm();
        } else {
            wakeUp.arm(clock.nanos() + wait);
        }
    }

    /** How long until one of these flags rises; the largest number if none will. */
    private long nanosToNextFlag(int wanted) {
        Instant now = divider();
        long wait = Long.MAX_VALUE;
        long hz = periodicHz(a);
        if ((wanted & B_PERIODIC) != 0 && dividerRuns() && hz != 0) {
            long edge = nano(now) * hz / NANOS_PER_SECOND + 1;
            wait = (edge * NANOS_PER_SECOND + hz - 1) / hz - nano(now);
        }
        if ((wanted & B_UPDATE) != 0 && runs()) {
            wait = Math.min(wait, NANOS_PER_SECOND - nano(now));
        }
        if ((wanted & B_ALARM) != 0 && runs()) {
            long seconds = alarm().secondsUntil(now.getEpochSecond() + 1 + offsetSeconds);
            if (seconds != RtcAlarm.NEVER) {
                wait = Math.min(wait, (seconds + 1) * NANOS_PER_SECOND - nano(now));
            }
        }
        return wait;
    }

    @Override
    public void reset() {
        index = 0;
        nmiMasked = false;
        flags = 0;
        b &= B_KEPT;
        seen = wall.now();
        drive();
    }

    @Override
    public RtcState save() {
        return new RtcState(
                index,
                nmiMasked,
                Bytes.of(registers),
                a,
                b & B_KEPT,
                b & ~B_KEPT,
                flags,
                offsetSeconds,
                phaseNanos,
                weekdayShift,
                seen.getEpochSecond(),
                nano(seen));
    }

    @Override
    public void restore(RtcState state) {
        index = state.index();
        nmiMasked = state.nmiMasked();
        state.registers().copyTo(registers, 0);
        a = state.a();
        b = state.mode() | state.enabled();
        flags = state.flags();
        offsetSeconds = state.offsetSeconds();
        phaseNanos = state.phaseNanos();
        weekdayShift = state.weekdayShift();
        seen = Instant.ofEpochSecond(state.seenSecond(), state.seenNano());
        drive();
    }
}
