package io.hv.kvm.backend;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.HostFailureException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.StateReason;
import io.hv.backend.Hold;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineListener;
import io.hv.kvm.GdbServer;
import io.hv.kvm.gdb.DebugOwner;
import io.hv.kvm.gdb.DebugSupport;
import io.hv.kvm.gdb.GdbStub;
import io.hv.kvm.machine.VirtualMachine;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Who looks into the machine of one run, and has it stand still for that: a debugger, one at a time, and dumps. Safe for any thread;
 * no lock of its own is held while it waits for a hold.
 */
final class RunInspection {

    private final String name;
    private final MachineListener listener;
    private volatile @Nullable GdbStub stub;
    /** The guest has ended, whatever became of that. */
    private volatile boolean byItself;
    /** How many dumps want it to stand still. */
    private final AtomicInteger dumps = new AtomicInteger();
    /** No debugger may come in any more. Under this object's monitor. */
    private boolean closing;

    /** Of the machine with this name. */
    RunInspection(String name, MachineListener listener) {
        this.name = name;
        this.listener = listener;
    }

    /** Lets gdb in. */
    synchronized GdbServer debug(VirtualMachine machine, SocketAddress address, DebugSupport support) {
        if (closing) {
            throw new InvalidStateException("'" + name + "' is ending", "start it again");
        }
        GdbStub present = stub;
        if (present != null && !present.isClosed()) {
            throw new InvalidStateException(
                    "'" + name + "' listens for gdb already, at " + present.address(), "connect there, or close that");
        }
        try {
            GdbStub fresh = new GdbStub(name, address, machine, new Owner(), support);
            stub = fresh;
            return fresh;
        } catch (IOException | UnsupportedAddressTypeException e) {
            throw new HostFailureException(
                    "'" + name + "' cannot listen for gdb at " + address + ": " + e.getMessage(),
                    "choose another address, or port 0 for any",
                    "bind",
                    0,
                    e);
        }
    }

    /** Writes its memory to a file. */
    Job<Path> dump(VirtualMachine machine, Path file, Executor workers) {
        return DumpJob.start(name, machine, file, workers, () -> new DumpHold(listener.hold(StateReason.DUMPING)));
    }

    /** The guest has switched itself off. On the machine's threads. */
    void poweredOff() {
        byItself = true;
    }

    /**
     * The guest has crashed; a debugger has the last look. On the machine's threads, so it does not wait.
     *
     * @param then run when that is over, or at once where nobody debugs it
     */
    void crashed(String message, Runnable then) {
        byItself = true;
        GdbStub debugger = stub;
        if (debugger == null) {
            then.run();
        } else {
            debugger.crashed(message, then);
        }
    }

    /** The machine is about to be closed: no debugger comes any more, and who is there is told. */
    void end() {
        GdbStub debugger;
        synchronized (this) {
            closing = true;
            debugger = stub;
        }
        if (debugger != null) {
            debugger.ended(byItself);
        }
    }

    /** A dump's hold, let go once. */
    private final class DumpHold implements Hold {

        private final Hold hold;

        DumpHold(Hold hold) {
            this.hold = hold;
            int unused = dumps.incrementAndGet();
        }

        @Override
        public void close() {
            int unused = dumps.decrementAndGet();
            hold.close();
        }

        @Override
        public void resume() {
            int unused = dumps.decrementAndGet();
            hold.resume();
        }
    }

    /** What the debugger may ask for. */
    private final class Owner implements DebugOwner {

        @Override
        public Runnable hold() {
            return listener.hold(StateReason.DEBUGGER)::resume;
        }

        @Override
        public boolean isAlone() {
            return dumps.get() == 0;
        }

        @Override
        public void kill() {
            listener.ended(
                    new MachineEnd(DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), Optional.empty()));
        }
    }
}
