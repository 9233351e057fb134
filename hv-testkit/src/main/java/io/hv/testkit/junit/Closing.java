package io.hv.testkit.junit;

import java.util.List;

/** Closes several things: what fails does not keep the rest from being closed. */
final class Closing {

    private Closing() {}

    static void all(List<? extends AutoCloseable> things) {
        IllegalStateException failed = null;
        for (AutoCloseable each : things) {
            try {
                each.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                failed = failed == null ? new IllegalStateException("not everything could be closed") : failed;
                failed.addSuppressed(e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Closes what a failure leaves. It stays the failure that is told: what fails here is suppressed by it. */
    static void after(Throwable failure, AutoCloseable... things) {
        try {
            all(List.of(things));
        } catch (IllegalStateException stays) {
            failure.addSuppressed(stays);
        }
    }
}
