package io.hv.kvm.device.watchdog;

import io.hv.kvm.bus.Clock;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.MmioDevice;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;

/**
 * The watchdog timer of Intel's 6300ESB (data sheet 300641, chapter 15), without what is PCI of it. It counts in two stages;
 * a guest that lives begins the first anew in time. At the end of the second the machine is told, and the watchdog is off.
 * The end of the first sets a bit, and interrupts nobody.
 *
 * <pre>
 * memory:         0 first stage 4   4 second stage 4   8 interrupt status 4   c reload 2
 * configuration: 60 configuration 2   68 lock 1
 * </pre>
 *
 * <p>The stages and the reload register take one write each time that 80h, then 86h, was written to the latter.
 */
public final class I6300Esb implements MmioDevice, Resettable, Stateful<I6300EsbState> {

    /** How many bytes of memory it has. */
    public static final int MEMORY = 16;

    /** Where its registers in configuration space begin. */
    public static final int CONFIG = 0x60;

    /** How many bytes they take. */
    public static final int CONFIG_SIZE = 12;

    static final int TICKS = 0xf_ffff;
    static final int UNLOCKED = 2;

    /** The kind of interrupt, the frequency, and that the end of the second stage has no effect. */
    static final int CONFIG_BITS = 0x27;

    private static final int CONFIG_FAST = 1 << 2;
    private static final int CONFIG_NO_EFFECT = 1 << 5;

    static final int LOCK_BITS = 0x7;
    static final int LOCK_ENABLED = 1 << 1;
    private static final int LOCKED = 1;
    private static final int LOCK_FREE_RUNNING = 1 << 2;

    private static final int SECOND = 0x4;
    private static final int INTERRUPT = 0x8;
    private static final int RELOAD = 0xc;
    private static final int RELOAD_NOW = 1 << 8;
    private static final int RELOAD_TIMED_OUT = 1 << 9;
    private static final int KEY_1 = 0x80;
    private static final int KEY_2 = 0x86;

    private static final int LOCK = 0x68 - CONFIG;

    /** A tick is 2^15, or 2^5, cycles of the PCI clock. */
    private static final int SLOW_SHIFT = 15;

    private static final int FAST_SHIFT = 5;
    private static final long CLOCK_HZ = 33_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    /** A guest must not keep the loop busy with stages without an end. */
    private static final long SHORTEST_NANOS = 1_000_000;

    private final String name;
    private final Clock clock;
    private final EventLoop.Timer timer;
    private final MachineControl machine;

    private int first;
    private int second;
    private int config;
    private int lock;
    private int unlocked;
    private int stage;
    private long deadline;
    private boolean interrupt;
    private boolean timedOut;

    /** A watchdog that is off. */
    public I6300Esb(String name, Clock clock, EventLoop loop, MachineControl machine) {
        this.name = name;
        this.clock = clock;
        this.machine = machine;
        this.timer = loop.timer(this, this::stageEnds);
        powerOn();
    }

    private void powerOn() {
        first = TICKS;
        second = TICKS;
        config = 0;
        lock = 0;
        unlocked = 0;
        stage = 1;
        deadline = 0;
        interrupt = false;
    }

    @Override
    public String name() {
        return name;
    }

    // ---- memory

    @Override
    public long readMmio(long offset, int size) {
        if (offset < 0 || offset >= MEMORY) {
            return 0;
        }
        long words = word((int) offset & ~3) | word(((int) offset & ~3) + Integer.BYTES) << Integer.SIZE;
        long value = words >>> (Byte.SIZE * (offset & 3));
        return size >= Long.BYTES ? value : value & ((1L << (Byte.SIZE * size)) - 1);
    }

    private long word(int at) {
        return switch (at) {
            case 0 -> first;
            case SECOND -> second;
            case INTERRUPT -> interrupt ? 1 : 0;
            case RELOAD -> timedOut ? RELOAD_TIMED_OUT : 0;
            default -> 0;
        };
    }

    @Override
    public void writeMmio(long offset, int size, long value) {
        if (offset == INTERRUPT) {
            interrupt &= (value & 1) == 0;
        } else if (offset == RELOAD && value == KEY_1) {
            unlocked = 1;
        } else if (offset == RELOAD && value == KEY_2 && unlocked == 1) {
            unlocked = UNLOCKED;
        } else {
            boolean allowed = unlocked == UNLOCKED;
            unlocked = 0;
            if (allowed) {
                write(offset, size, (int) value);
            }
        }
    }

    private void write(long offset, int size, int value) {
        if (offset == RELOAD && size >= Short.BYTES) {
            timedOut &= (value & RELOAD_TIMED_OUT) == 0;
            if ((value & RELOAD_NOW) != 0) {
                begin(1);
            }
        } else if (offset == 0 && size == Integer.BYTES) {
            first = value & TICKS;
        } else if (offset == SECOND && size == Integer.BYTES) {
            second = value & TICKS;
        }
    }

    // ---- configuration space

    /**
     * The guest reads its registers there.
     *
     * @param offset counted from {@link #CONFIG}
     */
    public int readConfig(int offset, int size) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            int octet = offset + i == 0 ? config : offset + i == LOCK ? lock : 0;
            value |= octet << (Byte.SIZE * i);
        }
        return value;
    }

    /**
     * The guest writes its registers there.
     *
     * @param offset counted from {@link #CONFIG}
     */
    public void writeConfig(int offset, int size, int value) {
        if (offset == 0) {
            config = value & CONFIG_BITS;
        }
        if (offset <= LOCK && LOCK < offset + size && (lock & LOCKED) == 0) {
            lock(value >>> (Byte.SIZE * (LOCK - offset)));
        }
    }

    private void lock(int value) {
        boolean wasOn = isOn();
        lock = value & LOCK_BITS;
        if (!isOn()) {
            deadline = 0;
            timer.disarm();
        } else if (!wasOn) {
            begin(1);
        }
    }

    private boolean isOn() {
        return (lock & LOCK_ENABLED) != 0;
    }

    // ---- time

    private void begin(int which) {
        if (isOn()) {
            stage = which;
            deadline = clock.nanos() + nanos(which == 1 ? first : second);
            timer.arm(deadline);
        }
    }

    private long nanos(int ticks) {
        long cycles = (long) ticks << ((config & CONFIG_FAST) == 0 ? SLOW_SHIFT : FAST_SHIFT);
        return Math.max(SHORTEST_NANOS, cycles * SECOND_NANOS / CLOCK_HZ);
    }

    private void stageEnds() {
        if (stage == 1) {
            interrupt = true;
            begin(2);
        } else if ((config & CONFIG_NO_EFFECT) == 0) {
            powerOn();
            timedOut = true;
            machine.watchdogExpired(name);
        } else if ((lock & LOCK_FREE_RUNNING) != 0) {
            begin(1);
        } else {
            // It stands still until it is reloaded.
            deadline = 0;
        }
    }

    // ---- life

    /** That it has run out is remembered: the guest's next boot wants to know. */
    @Override
    public void reset() {
        powerOn();
        timer.disarm();
    }

    @Override
    public I6300EsbState save() {
        return new I6300EsbState(first, second, config, lock, unlocked, stage, deadline, interrupt, timedOut);
    }

    @Override
    public void restore(I6300EsbState state) {
        first = state.first();
        second = state.second();
        config = state.config();
        lock = state.lock();
        unlocked = state.unlocked();
        stage = state.stage();
        deadline = state.deadline();
        interrupt = state.interrupt();
        timedOut = state.timedOut();
        if (deadline > 0) {
            timer.arm(deadline);
        } else {
            timer.disarm();
        }
    }
}
