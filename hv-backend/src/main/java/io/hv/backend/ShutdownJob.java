package io.hv.backend;

import io.hv.DomainState;
import io.hv.Job;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A guest was asked to switch itself off, and is waited for. */
final class ShutdownJob {

    private ShutdownJob() {}

    /**
     * Presses the power button, in a transition, and does not wait; the job ends with the machine, or when its owner is
     * {@link StatusBoard#abandon abandoned}, who has to look afterwards whether that was too early for this job.
     */
    static Job<DomainState> begin(Transitions domain, Object owner, Machine machine, Executor callbacks) {
        CompletableFuture<Runnable> forget = new CompletableFuture<>();
        DefaultJob<DomainState> job = new DefaultJob<>("shutdown of '" + domain.name() + "'", callbacks, cancelled -> {
            forget.join().run();
            cancelled.cancelled();
        });
        job.stage("waiting for the guest");
        forget.complete(domain.board()
                .whenever(
                        owner,
                        status -> !status.state().isActive(),
                        status -> job.complete(status.state()),
                        job::fail));
        try {
            machine.requestShutdown();
        } catch (RuntimeException | Error e) {
            job.cancel();
            throw e;
        }
        return job;
    }
}
