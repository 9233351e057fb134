package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.HostPath;
import io.hv.LifecycleEvent;

/**
 * Writes a machine into a file, by libvirt. One without a definition is forgotten when it has ended, before which its console
 * has to be let go of, see {@link DomainConsole}: it is paused first, so that nothing which it prints is lost.
 */
final class Saving {

    private final SharedConnection shared;
    private final DomainHandle handle;
    private final HostPath file;

    Saving(DomainHandle handle, HostPath file) {
        this.shared = handle.host().shared();
        this.handle = handle;
        this.file = file;
    }

    /** All of it, on a thread of the job's. */
    HostPath run(DomainJob<HostPath> job, DomainRef domain) throws LibvirtFailure {
        boolean isRunning = domain.status().state() == DomainState.RUNNING;
        boolean isPersistent = domain.isPersistent();
        SavedMachineFile.tell(domain, isRunning);
        try (Echo stopped = shared.echo(handle.uuid(), LifecycleEvent.Type.STOPPED)) {
            if (!isPersistent) {
                letGo(domain, isRunning);
            }
            job.watched(() -> {
                domain.save(file.path(), isRunning);
                return file;
            });
            stopped.await();
        } catch (LibvirtFailure | RuntimeException e) {
            goOn(domain, isPersistent, isRunning, e);
            throw e;
        }
        if (isPersistent) {
            shared.consoles().awaitEnd(handle.uuid());
        } else {
            shared.forget(handle.uuid());
        }
        return file;
    }

    private void letGo(DomainRef domain, boolean isRunning) throws LibvirtFailure {
        if (isRunning) {
            shared.starts().pausing(handle.uuid());
            try {
                domain.suspend();
            } catch (LibvirtFailure e) {
                shared.starts().notPaused(handle.uuid());
                throw e;
            }
            shared.starts().changed(handle.uuid());
        }
        shared.consoles().detach(handle.uuid());
    }

    /** It was not saved after all: each step is made, whatever became of the others. */
    private void goOn(DomainRef domain, boolean isPersistent, boolean isRunning, Exception because) {
        if (!isPersistent) {
            step(() -> handle.attach(handle.itsConsole()), because);
            step(
                    () -> {
                        if (isRunning && domain.status().state() == DomainState.PAUSED) {
                            domain.resume();
                        }
                    },
                    because);
        }
        step(() -> SavedMachineFile.forget(domain), because);
    }

    private interface Step {
        void run() throws LibvirtFailure;
    }

    private static void step(Step step, Exception because) {
        try {
            step.run();
        } catch (LibvirtFailure | RuntimeException e) {
            because.addSuppressed(e);
        }
    }
}
