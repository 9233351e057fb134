package io.hv.shell.image;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C, or another signal that ends the process: that is delayed until the work has stopped and tidied up. */
final class Interruption implements AutoCloseable {

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "hv/interrupted");

    private Interruption() {}

    static Interruption begin() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the work is to stop. */
    boolean isAsked() {
        return asked.get();
    }

    /** Asks it to stop, and waits until it has. */
    private void ask() {
        asked.set(true);
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
