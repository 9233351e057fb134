package io.hv.backend;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
    }

    /**
     * Starts it.
     *
     * @param name what it is, for messages, for example {@code save of 'web'}
     * @param body must lead to an end; a cancelled one looks by {@link Progress#check()}
     */
    public static <T> Job<T> start(String name, Executor executor, Body<T> body) {
        return start(name, executor, body, result -> {});
    }

    /**
     * Starts it.
     *
     * @param body as above
     * @param unwanted what becomes of a result that comes after the job has been cancelled
     */
    public static <T> Job<T> start(String name, Executor executor, Body<T> body, Consumer<? super T> unwanted) {
        AtomicBoolean cancelled = new AtomicBoolean();
        DefaultJob<T> job = new DefaultJob<>(name, executor, self -> cancelled.set(true));
        executor.execute(() -> run(name, job, body, unwanted, new JobProgress(name, job, cancelled)));
        return job;
    }

    private static <T> void run(
            String name, DefaultJob<T> job, Body<T> body, Consumer<? super T> unwanted, JobProgress progress) {
        try {
            T result = body.run(progress);
            if (progress.cancelled.get()) {
                unwanted.accept(result);
            }
            job.complete(result);
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

    private record JobProgress(String name, DefaultJob<?> job, AtomicBoolean cancelled) implements Progress {

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
            if (cancelled.get()) {
                throw new OperationCancelledException("the " + name + " was cancelled", "start it again");
            }
        }
    }
}
