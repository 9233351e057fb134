package io.hv.backend;

import io.hv.HypervisorException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.Subscription;
import io.hv.spi.JobResult;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A {@link Job} whose work is done elsewhere: whoever does it reports {@link #stage(String)}, {@link #progress(double)}
 * and the end, by {@link #complete}, {@link #fail} or {@link #cancelled}. Of several ends the first counts. Safe for any
 * thread.
 *
 * @param <T> what it results in
 */
public final class DefaultJob<T> implements Job<T> {

    /** What {@link #onProgress} may fall behind by before it skips changes. */
    private static final int CHANGES = 64;

    private final String name;
    private final Executor callbacks;
    private final Runnable onCancel;
    private final JobResult<T> result;
    private final List<SerialDelivery<Job<T>>> listeners = new CopyOnWriteArrayList<>();
    private volatile String stage = "started";
    private volatile double progress = Double.NaN;

    /**
     * A job that has started.
     *
     * @param name what it is, for messages, for example {@code shutdown of 'web'}
     * @param callbacks where listeners run
     * @param onCancel asks the work to stop; must lead to an end. Run at most until the first end
     */
    public DefaultJob(String name, Executor callbacks, Consumer<DefaultJob<T>> onCancel) {
        this.name = name;
        result = new JobResult<>(name);
        this.callbacks = callbacks;
        this.onCancel = () -> onCancel.accept(this);
    }

    /** Reports what is being done now. */
    public void stage(String words) {
        stage = words;
        changed();
    }

    /** Reports how much is done, 0 to 1. */
    public void progress(double fraction) {
        progress = Math.max(0, Math.min(1, fraction));
        changed();
    }

    /** Ends it well. */
    public void complete(T value) {
        end(result.complete(value), "done");
    }

    /** Ends it badly. */
    public void fail(HypervisorException reason) {
        end(result.fail(reason), "failed");
    }

    /** Ends it because it was asked to, with everything undone. */
    public void cancelled() {
        end(
                result.fail(new OperationCancelledException("the " + name + " was cancelled", "start it again")),
                "cancelled");
    }

    private void end(boolean first, String words) {
        if (first) {
            stage(words);
        }
    }

    private void changed() {
        listeners.forEach(listener -> listener.offer(this));
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
        return Double.isNaN(progress) ? OptionalDouble.empty() : OptionalDouble.of(progress);
    }

    @Override
    public Subscription onProgress(Consumer<? super Job<T>> listener) {
        CompletableFuture<SerialDelivery<Job<T>>> self = new CompletableFuture<>();
        SerialDelivery<Job<T>> delivery =
                new SerialDelivery<>(CHANGES, callbacks, listener, () -> listeners.remove(self.getNow(null)));
        self.complete(delivery);
        listeners.add(delivery);
        if (isDone()) {
            delivery.offer(this);
        }
        return delivery;
    }

    @Override
    public boolean cancel() {
        if (isDone()) {
            return false;
        }
        onCancel.run();
        return true;
    }

    @Override
    public String toString() {
        return name + ": " + stage;
    }
}
