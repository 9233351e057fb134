package io.hv.backend;

import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One wait for a mark. What happens first decides. Safe for any thread. */
final class MarkerWait {

    private final String what;
    private final Supplier<String> evidence;
    private final Duration timeout;
    private final CompletableFuture<Runnable> end = new CompletableFuture<>();

    MarkerWait(String what, Supplier<String> evidence, Duration timeout) {
        this.what = what;
        this.evidence = evidence;
        this.timeout = timeout;
    }

    void found() {
        end.complete(() -> {});
    }

    /** The exception is made by the thread that waits, so that its trace tells who that was. */
    void ended(String subject) {
        end.complete(() -> {
            throw new InvalidStateException(
                    "no more waiting for " + what + ": " + subject + " is " + evidence.get(),
                    "see its console, and how it ended");
        });
    }

    void failed(HypervisorException because) {
        end.complete(() -> {
            throw because;
        });
    }

    void await() {
        try {
            end.get(Waits.nanos(timeout), TimeUnit.NANOSECONDS).run();
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for " + what);
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    "waited " + timeout + " for " + what, "see what the guest does, or wait longer", evidence.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a wait never ends by a failure of its own", e);
        }
    }
}
