package io.hv.kvm.machine;

import io.hv.kvm.bus.StillBusyException;

/**
 * Has all of a machine run, and stand still: vCPUs, the threads that work for devices, the loop, the clock, and the door through
 * which others enter. Under the machine's monitor.
 */
final class Execution {

    private final MachineParts parts;
    private final Vcpus vcpus;
    private final Ending ending;
    private final BootTrace trace;
    private boolean running;

    /** Of a machine that stands still. */
    Execution(MachineParts parts, Vcpus vcpus, Ending ending, BootTrace trace) {
        this.parts = parts;
        this.vcpus = vcpus;
        this.ending = ending;
        this.trace = trace;
    }

    boolean isRunning() {
        return running;
    }

    /** Lets the vCPUs run. Does nothing if they do, or if the guest has ended. */
    void resume() {
        if (running || ending.hasCome()) {
            return;
        }
        running = true;
        trace.runs();
        parts.clock().resume();
        parts.door().open();
        // The guest need not wait for the other threads: what a device asks of them keeps until they run.
        vcpus.resume();
        parts.virtio().unpark();
        parts.loop().unpark();
        if (ending.hasCome()) {
            // It ended between the look and the resume; whoever ended it may have been first.
            vcpus.stopSoon();
        }
    }

    /**
     * Stops the vCPUs, then the devices' time.
     *
     * @throws StillBusyException if requests to a device do not end; the machine then goes on if it ran
     */
    void standStillOrGoOn() {
        boolean ran = running;
        try {
            standStill();
        } catch (RuntimeException | Error e) {
            if (ran) {
                goOn(e);
            }
            throw e;
        }
    }

    private void goOn(Throwable because) {
        Releases resumption = new Releases();
        resumption.push(this::resume);
        resumption.runAfter(because);
    }

    /** The same; where it fails, the machine is neither here nor there, and {@link #resume} lets it go on. */
    void standStill() {
        parts.door().close();
        // Before anything can fail: a resume afterwards lets all run on that have stopped.
        running = false;
        vcpus.stopSoon();
        vcpus.awaitPaused();
        parts.virtio().park();
        parts.loop().park();
        parts.clock().pause();
        parts.virtio().hotPlug().ifPresent(HotPlug::settle);
    }

    /**
     * The machine's end: all its threads, of which none runs afterwards. What is pushed is run by the caller, outside of the
     * machine's monitor.
     */
    void end(Releases threads) {
        // The loop's timers ring for I/O threads: those stand still before it ends, and end after it.
        threads.push(parts.virtio()::close);
        threads.push(parts.loop()::close);
        threads.push(parts.virtio()::parkForGood);
        vcpus.threads().forEach(vcpu -> threads.push(vcpu::close));
        threads.push(vcpus::stopSoon);
    }
}
