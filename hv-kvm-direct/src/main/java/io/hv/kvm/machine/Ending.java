package io.hv.kvm.machine;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.machine.MachineCrash.Kind;
import io.hv.kvm.vcpu.VcpuStop;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * How a machine comes to its end, by its guest's doing or by a failure. A guest can cause an end any number of times, on
 * all its vCPUs at once: the first is told, and from the first on no vCPU may run. Nothing here waits; for any thread.
 */
final class Ending {

    private final MachineObserver observer;
    private final ControlThread control;
    private final Runnable stopSoon;
    private final Supplier<String> registers;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean ended;
    private volatile OptionalInt debugExit = OptionalInt.empty();

    /**
     * An end that has not come.
     *
     * @param control reads registers, for which all vCPUs must have stopped
     * @param stopSoon asks the vCPUs to stop
     * @param registers waits for that, and dumps them
     */
    Ending(MachineObserver observer, ControlThread control, Runnable stopSoon, Supplier<String> registers) {
        this.observer = observer;
        this.control = control;
        this.stopSoon = stopSoon;
        this.registers = registers;
    }

    /** Whether it has come: then no vCPU may run any more. */
    boolean hasCome() {
        return ended;
    }

    /** The owner closes the machine: whatever its guest still does is no end to be told of a running machine. */
    void byOwner() {
        told.set(true);
        ended = true;
    }

    void powerOff() {
        come(observer::poweredOff);
    }

    void debugExit(int status) {
        come(() -> {
            debugExit = OptionalInt.of(status);
            observer.poweredOff();
        });
    }

    /** The status that the guest left by the debug-exit port, if it did. */
    OptionalInt debugExit() {
        return debugExit;
    }

    void crash(Kind kind, VcpuStop stop) {
        crash(kind, stop.reason(), stop.instruction());
    }

    void crash(Kind kind, String message, Bytes instruction) {
        come(() -> {
            try {
                control.execute(() -> observer.crashed(new MachineCrash(kind, message, readRegisters(), instruction)));
            } catch (OutOfMemoryError e) {
                // No thread is to be had that could wait for the vCPUs: the crash is told without registers.
                observer.crashed(new MachineCrash(kind, message, "not read: " + e, instruction));
            }
        });
    }

    private String readRegisters() {
        try {
            return registers.get();
        } catch (RuntimeException | Error e) {
            return "not read: " + e;
        }
    }

    private void come(Runnable tell) {
        ended = true;
        try {
            stopSoon.run();
        } finally {
            // A vCPU that could not be asked to stop is one more reason for the owner to know.
            if (told.compareAndSet(false, true)) {
                tell.run();
            }
        }
    }
}
