package io.hv.libvirt;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.backend.DefaultJob;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What libvirt does with a domain for a while, which it calls a job: one thread makes the call and waits for its end, another
 * asks libvirt how far it is, and has it stopped. Closing the host stops it, too.
 *
 * @param <T> what it results in
 */
final class DomainJob<T> {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    /** How often libvirt is asked. */
    private static final long LOOK_MILLIS = 200;

    private final HostHandle host;
    private final DomainRef domain;
    private final String what;
    private final DefaultJob<T> job;
    // Under the monitor.
    private boolean stopped;
    private boolean ended;
    private boolean news;

    private DomainJob(HostHandle host, DomainRef domain, String what) {
        this.host = host;
        this.domain = domain;
        this.what = what;
        this.job = new DefaultJob<>(what, host.sharedWhileClosing().workers(), cancelled -> stop());
    }

    /** What is to be done, on a thread of the library's. */
    interface Work<T> {
        T of(DomainJob<T> job, DomainRef domain) throws LibvirtFailure;
    }

    /** A call that may fail. */
    interface Call<R> {
        R make() throws LibvirtFailure;
    }

    /**
     * Begins.
     *
     * @param verb for example {@code migration}
     */
    static <T> Job<T> start(DomainLookup domain, String verb, Work<T> work) {
        String what = domain.words(verb);
        try {
            return start(domain.host(), domain.find(domain.shared()), what, work);
        } catch (LibvirtFailure e) {
            throw e.translated(what);
        }
    }

    /** The same with a handle of the domain, which is closed at the end. */
    private static <T> Job<T> start(HostHandle host, DomainRef domain, String what, Work<T> work) {
        try {
            DomainJob<T> begun = new DomainJob<>(host, domain, what);
            host.shared().work(() -> begun.run(work));
            return begun.job;
        } catch (RuntimeException e) {
            domain.close();
            throw e;
        }
    }

    private void run(Work<T> work) {
        end(job, what, this::isStopped, () -> {
            try (domain) {
                return work.of(this, domain);
            }
        });
    }

    /** Ends a job by what a call returns, or fails with. */
    static <T> void end(DefaultJob<T> job, String what, BooleanSupplier stopped, Call<T> call) {
        try {
            job.complete(call.make());
        } catch (OperationCancelledException e) {
            cancelled(job, what, e);
        } catch (LibvirtFailure e) {
            if (stopped.getAsBoolean()) {
                cancelled(job, what, e);
            } else {
                job.fail(e.translated(what));
            }
        } catch (HypervisorException e) {
            job.fail(e);
        } catch (RuntimeException e) {
            job.fail(unexpected(what, "look at the domain's XML: it may say what hv does not expect", e));
        } catch (Error e) {
            // Whoever awaits it must not wait for ever.
            job.fail(unexpected(what, "libvirt may be too old for it", e));
            throw e;
        }
    }

    private static HostFailureException unexpected(String what, String remedy, Throwable why) {
        return new HostFailureException(what + " failed: " + why, remedy, what, 0, why);
    }

    /** One that has left something behind has more to tell than that it was cancelled. */
    private static void cancelled(DefaultJob<?> job, String what, Exception why) {
        if (why.getSuppressed().length == 0) {
            job.cancelled();
        } else {
            String left =
                    Stream.of(why.getSuppressed()).map(Throwable::getMessage).collect(Collectors.joining("; "));
            job.fail(new HostFailureException(
                    what + " was cancelled, but not without a trace: " + left, "clear it away by hand", what, 0, why));
        }
    }

    /** Says what is being done now. */
    void stage(String words) {
        job.stage(words);
    }

    /** Says how much is done, 0 to 1. */
    void progress(double fraction) {
        job.progress(fraction);
    }

    /** Throws where it was asked to stop. */
    void requireGoing() {
        if (isStopped()) {
            throw new OperationCancelledException("the " + what + " was cancelled", "start it again");
        }
    }

    synchronized boolean isStopped() {
        return stopped || host.isClosed();
    }

    private synchronized void stop() {
        stopped = true;
        news();
    }

    /** There is something to look at. For any thread. */
    synchronized void news() {
        news = true;
        notifyAll();
    }

    /** Waits until there is something to look at, or it is time to look all the same. */
    synchronized void awaitNews() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
        long left = end - System.nanoTime();
        try {
            while (!news && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            throw new InterruptedOperationException(what);
        }
        news = false;
    }

    /** Holds a lock of copies; goes on waiting for it as long as nobody cancels. */
    ReentrantLock copying(ReentrantLock copies) {
        try {
            while (!copies.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                requireGoing();
            }
            return copies;
        } catch (InterruptedException e) {
            throw new InterruptedOperationException(what + ", waiting for a copy");
        }
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Makes the call that is a job for libvirt. */
    <R> R watched(Call<R> call) throws LibvirtFailure {
        requireGoing();
        CompletableFuture<Void> watch = new CompletableFuture<>();
        host.sharedWhileClosing().work(() -> {
            try {
                watch();
            } finally {
                watch.complete(null);
            }
        });
        try {
            return call.make();
        } finally {
            end();
            Void unused = watch.join();
        }
    }

    private void watch() {
        while (!awaitEnd()) {
            try {
                if (isStopped()) {
                    // Again until it has an effect: libvirt's job may not have begun yet.
                    domain.abortJob();
                } else {
                    domain.job().ifPresent(this::tell);
                }
            } catch (LibvirtFailure | RuntimeException e) {
                LOG.debug("{}: libvirt does not say how far it is, or does not stop it", what, e);
            }
        }
    }

    private void tell(DomainProgress seen) {
        job.stage(seen.isOfDisks() ? "copying disks" : "copying memory");
        job.progress(seen.fraction());
    }

    /** Waits for the end, or until it is time to ask again. */
    private synchronized boolean awaitEnd() {
        boolean before = stopped;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
        long left = end - System.nanoTime();
        try {
            while (!ended && stopped == before && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is not looked at any more: the thread that does was interrupted", what);
            Thread.currentThread().interrupt();
            return true;
        }
        return ended;
    }
}
