package io.hv.backend;

import io.hv.ClosedException;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job whose work is one call on a thread of the library's. Safe for any thread. */
public final class Work {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.job");

    private Work() {}

    /**
     * What is to be done.
     *
     * @param <T> what it results in
     */
    @FunctionalInterface
    public interface Body<T> {

        /** Does it, and undoes it before it throws. */
        T run(Progress progress);
    }

    /** What the work tells of itself, and asks. */
    public interface Progress {

        /** What is being done now, in a few words. */
        void stage(String words);

        /** How much is done, 0 to 1. */
        void done(double fraction);

        /**
         * Asks whether to go on, at a place where everything can still be undone.
         *
         * @throws OperationCancelledException if not
         */
        void check();

        /** The same, which asks somebody else too. */
        default Progress andThen(Runnable asked) {
            Progress self = this;
            return new Progress() {
                @Override
                public void stage(String words) {
                    self.stage(words);
                }

                @Override
                public void done(double fraction) {
                    self.done(fraction);
                }

                @Override
                public void check() {
                    self.check();
                    asked.run();
                }
            };
        }
    }

    /**
     * Starts it.
     *
     * @param name what it is, for messages, for example {@code save of 'web'}
     * @param body must lead to an end; a cancelled one looks by {@link Progress#check()}, and what it has done when it does
     *     not look any more stays done
     */
    public static <T> Job<T> start(String name, Executor executor, Body<T> body) {
        return begin(name, executor, body, null);
    }

    /**
     * Starts it.
     *
     * @param body as above
     * @param unwanted what becomes of a result that comes after the job has been cancelled
     */
    public static <T> Job<T> start(String name, Executor executor, Body<T> body, Consumer<? super T> unwanted) {
        return begin(name, executor, body, unwanted);
    }

    /** How far it is: whether it is cancelled or done is decided once. */
    private enum Phase {
        RUNNING,
        CANCELLED,
        DONE
    }

    private static <T> Job<T> begin(
            String name, Executor executor, Body<T> body, @Nullable Consumer<? super T> unwanted) {
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
        DefaultJob<T> job = new DefaultJob<>(name, executor, self -> {
            boolean unused = phase.compareAndSet(Phase.RUNNING, Phase.CANCELLED);
        });
        try {
            executor.execute(() -> run(name, job, body, unwanted, new JobProgress(name, job, phase)));
        } catch (RejectedExecutionException e) {
            throw new ClosedException("the " + name + " came when the host was closed", "open it again");
        }
        return job;
    }

    private static <T> void run(
            String name,
            DefaultJob<T> job,
            Body<T> body,
            @Nullable Consumer<? super T> unwanted,
            JobProgress progress) {
        try {
            T result = body.run(progress);
            boolean wanted = progress.phase.compareAndSet(Phase.RUNNING, Phase.DONE);
            if (wanted || unwanted == null) {
                job.complete(result);
            } else {
                unwanted.accept(result);
                job.cancelled();
            }
        } catch (OperationCancelledException e) {
            job.cancelled();
        } catch (HypervisorException e) {
            job.fail(e);
        } catch (RuntimeException | Error e) {
            LOG.error("the {} failed", name, e);
            job.fail(new HostFailureException(
                    "the " + name + " failed: " + e, "this is an error of hv itself", name, 0, e));
        }
    }

    private record JobProgress(String name, DefaultJob<?> job, AtomicReference<Phase> phase) implements Progress {

        @Override
        public void stage(String words) {
            job.stage(words);
        }

        @Override
        public void done(double fraction) {
            job.progress(fraction);
        }

        @Override
        public void check() {
            if (phase.get() == Phase.CANCELLED) {
                throw new OperationCancelledException("the " + name + " was cancelled", "start it again");
            }
        }
    }
}
