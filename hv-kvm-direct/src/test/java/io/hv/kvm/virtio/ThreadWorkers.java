package io.hv.kvm.virtio;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.Workers;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Workers on a few real threads. Closing waits for what runs, and throws what a job has thrown. */
final class ThreadWorkers implements Workers, AutoCloseable {

    private final ExecutorService threads;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    ThreadWorkers(int count) {
        threads = Executors.newFixedThreadPool(count);
    }

    @Override
    public Job job(Device device, Runnable work) {
        AtomicBoolean rung = new AtomicBoolean();
        return new Job() {
            @Override
            public void ring() {
                if (rung.compareAndSet(false, true)) {
                    threads.execute(() -> {
                        rung.set(false);
                        run(work);
                    });
                }
            }

            @Override
            public Hook onStore(long address, int size, OptionalLong value) {
                throw new UnsupportedOperationException("no guest stores here");
            }

            @Override
            public void close() {
                // The tests' functions live as long as their workers.
            }
        };
    }

    /** Runs something once, as a device's own thread would. */
    void execute(Runnable work) {
        threads.execute(() -> run(work));
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        boolean ended = threads.awaitTermination(30, TimeUnit.SECONDS);
        Throwable thrown = failure.get();
        if (thrown != null || !ended) {
            throw new AssertionError("a job threw, or does not end", thrown);
        }
    }
}
