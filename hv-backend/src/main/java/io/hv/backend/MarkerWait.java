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

/** One wait for a mark of a domain's present run, or of its last. What happens first decides. Safe for any thread. */
final class MarkerWait {

    private final String what;
    private final Supplier<String> evidence;
    private final Duration timeout;
    private final CompletableFuture<Runnable> end = new CompletableFuture<>();

    private MarkerWait(String what, Supplier<String> evidence, Duration timeout) {
        this.what = what;
        this.evidence = evidence;
        this.timeout = timeout;
    }

    /**
     * Waits for a mark. In no transition.
     *
     * @param owner who can be abandoned, with a check, as for {@link StatusBoard#await}
     * @param value 0 to 255
     * @throws IllegalArgumentException if it is another one
     * @throws OperationTimeoutException if the mark is not made in time
     * @throws InvalidStateException if the run ends without it
     */
    static void await(Transitions domain, Markers markers, Object owner, Runnable check, int value, Duration timeout) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("a marker is 0 to 255, not " + value);
        }
        String what = "the marker 0x" + Integer.toHexString(value) + " of '" + domain.name() + "'";
        MarkerWait wait = new MarkerWait(what, () -> domain.now() + ", " + markers, timeout);
        Runnable forget = markers.whenever(value, wait::found);
        try {
            Runnable forgetEnd = domain.board()
                    .whenever(
                            owner,
                            status -> !status.state().isActive(),
                            status -> wait.ended(domain.subject()),
                            wait::failed);
            try {
                check.run();
                wait.await();
            } finally {
                forgetEnd.run();
            }
        } finally {
            forget.run();
        }
    }

    private void found() {
        end.complete(() -> {});
    }

    /** The exception is made by the thread that waits, so that its trace tells who that was. */
    private void ended(String subject) {
        end.complete(() -> {
            throw new InvalidStateException(
                    "no more waiting for " + what + ": " + subject + " is " + evidence.get(),
                    "see its console, and how it ended");
        });
    }

    private void failed(HypervisorException because) {
        end.complete(() -> {
            throw because;
        });
    }

    private void await() {
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
