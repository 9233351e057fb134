package io.hv.image;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.Subscription;
import io.hv.spi.JobResult;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Work on an image on a thread of its own, a daemon. Listeners are called by the threads that work: a slow one slows the work.
 *
 * @param <T> what it results in
 */
final class ImageJob<T> implements Job<T> {

    /**
     * What is to be done.
     *
     * @param <T> what it results in
     */
    @FunctionalInterface
    interface Body<T> {

        /** Does it. Where the course ends it, or it fails, it has undone what can be undone when it throws. */
        T run(Course course);
    }

    private final String name;
    private final JobResult<T> result;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile String stage = "started";
    private volatile double progress = Double.NaN;
    private volatile boolean isCancelled;

    private ImageJob(String name) {
        this.name = name;
        result = new JobResult<>(name);
    }

    /**
     * Starts it.
     *
     * @param name what it is, for messages
     * @param stage what it does, in a word
     */
    static <T> Job<T> start(String name, String stage, Body<T> body) {
        ImageJob<T> job = new ImageJob<>(name);
        job.stage = stage;
        onThread(() -> job.run(body));
        return job;
    }

    private static void onThread(Runnable work) {
        Thread thread = new Thread(work, "hv/image/job");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Body<T> body) {
        DoubleConsumer told = fraction -> {
            progress = fraction;
            tell();
        };
        try {
            T value = body.run(new Course(told, () -> isCancelled));
            stage = "done";
            boolean unused = result.complete(value);
        } catch (OperationCancelledException e) {
            end("cancelled", e);
        } catch (HypervisorException e) {
            end("failed", e);
        } catch (RuntimeException | Error e) {
            end(
                    "failed",
                    new HostFailureException(
                            "the " + name + " failed: " + e, "this is an error of hv itself", name, 0, e));
        }
        tell();
    }

    private void end(String words, HypervisorException reason) {
        stage = words;
        boolean unused = result.fail(reason);
    }

    private void tell() {
        listeners.forEach(Listener::tell);
    }

    @Override
    public T await() {
        return result.await();
    }

    @Override
    public T await(Duration timeout) {
        return result.await(timeout, this);
    }

    @Override
    public boolean isDone() {
        return result.isDone();
    }

    @Override
    public String stage() {
        return stage;
    }

    @Override
    public OptionalDouble progress() {
        double now = progress;
        return Double.isNaN(now) ? OptionalDouble.empty() : OptionalDouble.of(now);
    }

    @Override
    public Subscription onProgress(Consumer<? super Job<T>> listener) {
        Listener added = new Listener(listener);
        listeners.add(added);
        if (isDone()) {
            onThread(added::tell);
        }
        return added;
    }

    @Override
    public boolean cancel() {
        if (isDone()) {
            return false;
        }
        isCancelled = true;
        return true;
    }

    @Override
    public String toString() {
        return name + ": " + stage;
    }

    /** One that is called by one thread at a time, and once when the job has ended. */
    private final class Listener implements Subscription {

        private final Consumer<? super Job<T>> listener;
        private boolean ended;

        Listener(Consumer<? super Job<T>> listener) {
            this.listener = listener;
        }

        synchronized void tell() {
            if (ended) {
                return;
            }
            ended = isDone();
            try {
                listener.accept(ImageJob.this);
            } catch (RuntimeException | Error e) {
                // Its fault is not the work's: it goes where a thread's own would go, and the listener stays.
                Thread here = Thread.currentThread();
                here.getUncaughtExceptionHandler().uncaughtException(here, e);
            }
        }

        @Override
        public long lost() {
            return 0;
        }

        @Override
        public void close() {
            boolean unused = listeners.remove(this);
            synchronized (this) {
                ended = true;
            }
        }
    }
}
