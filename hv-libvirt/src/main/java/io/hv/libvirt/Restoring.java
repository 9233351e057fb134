package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.Domain;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import io.hv.backend.DefaultJob;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a machine go on from a file of libvirt's. */
final class Restoring {

    private static final String NO_FILE = "No such file or directory";

    private final HostHandle host;
    private final SharedConnection shared;
    private final HostPath file;
    private final String what;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Restoring(HostHandle host, HostPath file) {
        this.host = host;
        this.shared = host.shared();
        this.file = file;
        this.what = "restore of " + file;
    }

    /** Begins; one that is cancelled while libvirt does it is undone afterwards. */
    static DefaultJob<Domain> start(HostHandle host, HostPath file) {
        Restoring restoring = new Restoring(host, file);
        DefaultJob<Domain> job =
                new DefaultJob<>(restoring.what, restoring.shared.workers(), cancelled -> restoring.stopped.set(true));
        restoring.shared.work(() -> DomainJob.end(job, restoring.what, restoring.stopped::get, restoring::run));
        return job;
    }

    private Domain run() throws LibvirtFailure {
        SavedMachineFile saved = look();
        requireGoing();
        // Nobody starts it meanwhile; another client who is faster makes libvirt refuse.
        ReentrantLock lock = shared.domain(saved.uuid(), what);
        try {
            return requireFree(saved) ? goOn(saved) : goOnUntilClosed(saved);
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    private SavedMachineFile look() throws LibvirtFailure {
        try {
            return SavedMachineFile.of(shared.domains(), file);
        } catch (IllegalArgumentException e) {
            throw new HostFailureException(
                    what + " failed: the XML in it is not as hv expects it: " + e.getMessage(),
                    "look at it: virsh save-image-dumpxml",
                    "virDomainSaveImageGetXMLDesc",
                    0,
                    e);
        } catch (LibvirtFailure e) {
            // libvirt has one code for whatever keeps it from opening a file.
            if (String.valueOf(e.getMessage()).contains(NO_FILE)) {
                throw new NotFoundException(what + " failed: " + e.getMessage(), "name a file of the host's", e);
            }
            throw e;
        }
    }

    private void requireGoing() {
        if (stopped.get() || host.isClosed()) {
            throw new OperationCancelledException("the " + what + " was cancelled", "start it again");
        }
    }

    /** Whether there is a domain that is active afterwards; otherwise its name must be free. */
    private boolean requireFree(SavedMachineFile saved) throws LibvirtFailure {
        try (DomainRef same = shared.domains().find(saved.uuid()).orElse(null)) {
            if (same == null) {
                shared.domains().requireFree(saved.name(), saved.uuid());
                return false;
            }
            if (!same.isPersistent()) {
                throw new AlreadyExistsException(
                        "the domain '" + same.name() + "' of " + file + " is there already", "let it end first");
            }
            if (same.status().state().isActive()) {
                throw new InvalidStateException(
                        what + " is not possible: the domain '" + same.name() + "' is active", "let it end first");
            }
            return true;
        }
    }

    /** What is done with a machine that goes on. */
    private interface Use {
        Domain of(DomainRef made) throws LibvirtFailure;
    }

    private Domain goOn(SavedMachineFile saved) throws LibvirtFailure {
        return used(saved, made -> new DomainHandle(host, made));
    }

    /** libvirt cannot bind what it restores to a connection: it ends with its host's handle, and not with a killed process. */
    private Domain goOnUntilClosed(SavedMachineFile saved) throws LibvirtFailure {
        TransientEnd end = new TransientEnd(shared.feed(), host, saved.uuid());
        try {
            return used(saved, made -> host.owned(new TransientHandle(host, made, saved.spec(), end)));
        } catch (LibvirtFailure | RuntimeException e) {
            end.close();
            throw e;
        }
    }

    /** Where nobody wants it any more, or its host was closed meanwhile, it is undone. */
    private Domain used(SavedMachineFile saved, Use use) throws LibvirtFailure {
        try (Echo echo = shared.echo(saved.uuid(), LifecycleEvent.Type.STARTED);
                DomainRef made = shared.startup().restore(saved)) {
            try {
                echo.await();
                requireGoing();
                return use.of(made);
            } catch (LibvirtFailure | RuntimeException e) {
                undo(made, e);
                throw e;
            }
        }
    }

    private void undo(DomainRef made, Exception because) {
        try {
            shared.consoles().ending(made.uuid());
            made.destroy();
        } catch (LibvirtFailure e) {
            because.addSuppressed(e);
        }
    }
}
