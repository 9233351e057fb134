package io.hv.ci.runner;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the JVM when a test class hangs, after it printed what every thread was doing. A test that waits in native code
 * cannot be interrupted, so nothing gentler would do.
 */
final class ClassDeadline implements AutoCloseable {
    private static final int HUNG = 3;
    private static final int FRAMES = 30;

    private final CountDownLatch finished = new CountDownLatch(1);

    ClassDeadline(String className, Duration limit, PrintStream out) {
        Thread watch = new Thread(() -> watch(className, limit, out), "deadline of " + className);
        watch.setDaemon(true);
        watch.start();
    }

    private void watch(String className, Duration limit, PrintStream out) {
        try {
            if (finished.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            out.println("the deadline of " + className + " was interrupted: " + e);
            return;
        }
        out.println("HUNG   " + className + " after " + limit.toSeconds() + " s; every thread:");
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            out.println("  " + thread.getName() + " " + thread.getState());
            Arrays.stream(stack).limit(FRAMES).forEach(frame -> out.println("    at " + frame));
        });
        out.flush();
        Runtime.getRuntime().halt(HUNG);
    }

    @Override
    public void close() {
        finished.countDown();
    }
}
