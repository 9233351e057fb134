package io.hv.testkit.junit;

import io.hv.ClosedException;
import io.hv.Console;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.HostFailureException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.testkit.time.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One wait for something of a domain that ends too when it cannot come any more: two threads wait, the first decides. */
final class Watch {

    /** A wait of hv's own ends by itself in time and says more. */
    private static final Duration FOR_ITS_OWN_WORDS = Duration.ofSeconds(1);

    private final Domain domain;
    private final String awaited;
    private final Duration timeout;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    Watch(Domain domain, String awaited, Duration timeout) {
        this.domain = domain;
        this.awaited = awaited;
        this.timeout = timeout;
    }

    void await(Readiness.Check check) {
        Thread waiting = start("ready", () -> isReady(check));
        Thread watching = start("watch", this::untilItCannotBe);
        try {
            boolean unused = end.get(Durations.sum(timeout, FOR_ITS_OWN_WORDS).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for " + awaited + " of '" + domain.name() + "'");
        } catch (TimeoutException e) {
            throw Misfortune.late(domain, awaited, timeout);
        } catch (ExecutionException e) {
            throw told(e.getCause() == null ? e : e.getCause());
        } finally {
            waiting.interrupt();
            watching.interrupt();
        }
    }

    private Thread start(String role, Callable<Boolean> wait) {
        Thread thread = new Thread(
                () -> {
                    try {
                        if (wait.call()) {
                            end.complete(true);
                        }
                    } catch (Exception | Error e) {
                        end.completeExceptionally(e);
                    }
                },
                "hv/" + role + "/" + domain.name());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What the thread that waited has met, from the thread that has called. */
    private RuntimeException told(Throwable met) {
        if (met instanceof Error error) {
            throw error;
        }
        if (met instanceof OperationTimeoutException own) {
            OperationTimeoutException late = Misfortune.late(domain, awaited, timeout);
            late.addSuppressed(own);
            return late;
        }
        if (met instanceof RuntimeException failure) {
            return failure;
        }
        InvalidStateException failed = new InvalidStateException(
                "the check for " + awaited + " of '" + domain.name() + "' failed: " + met,
                "see what is suppressed here");
        failed.addSuppressed(met);
        return failed;
    }

    private boolean isReady(Readiness.Check check) throws Exception {
        try {
            check.await(domain, timeout);
            return true;
        } catch (ClosedException e) {
            throw e;
        } catch (InvalidStateException | NotFoundException | HostFailureException e) {
            // The machine's state may be known later than what comes of it; or the check looks for something else.
            if (Misfortune.endsSoon(domain)) {
                throw Misfortune.ended(domain, awaited, e);
            }
            throw e;
        }
    }

    /** Of the end of its console, and not of a host that was closed. */
    private static boolean isOfItsEnd(InvalidStateException e) {
        return e.getClass() == InvalidStateException.class;
    }

    /** Comes back without a word where there is nothing to say: the other thread will be heard. */
    private boolean untilItCannotBe() {
        try {
            if (domain.supports(Feature.CONSOLE).isSupported()) {
                untilItPanics();
            } else {
                Object unused = domain.awaitEnd(timeout);
                throw Misfortune.ended(domain, awaited, new InvalidStateException("it is not active", ""));
            }
        } catch (OperationTimeoutException | InterruptedOperationException nothing) {
            return false;
        } catch (NotFoundException gone) {
            throw Misfortune.ended(domain, awaited, gone);
        }
        return false;
    }

    private void untilItPanics() {
        try (ConsoleSession console = domain.console().open(From.START)) {
            try {
                String unused = console.expect(Console.PANIC, timeout);
            } catch (InvalidStateException e) {
                throw isOfItsEnd(e) ? Misfortune.ended(domain, awaited, e) : e;
            }
            throw Misfortune.panicked(domain, awaited, console);
        }
    }
}
