package io.hv.shell.image;

import io.hv.Job;
import io.hv.Subscription;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Ctrl-C, or another signal that ends the process: that is delayed until the work has stopped and tidied up. */
final class Interruption implements AutoCloseable {

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "hv/interrupted");
    private volatile @Nullable Job<?> job;

    private Interruption() {}

    static Interruption begin() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Waits for a job, and shows how far it is. It is cancelled when the process is told to end. */
    <T> T await(Job<T> work, Progress progress) {
        job = work;
        if (asked.get()) {
            boolean unused = work.cancel();
        }
        try (Subscription unused = work.onProgress(each -> each.progress().ifPresent(progress))) {
            return work.await();
        }
    }

    /** Asks the work to stop, and waits until it has. */
    private void ask() {
        asked.set(true);
        Job<?> work = job;
        if (work != null) {
            boolean unused = work.cancel();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (!asked.get()) {
            try {
                boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process ends just now, and the hook that runs finds the work ended.
            }
        }
    }
}
