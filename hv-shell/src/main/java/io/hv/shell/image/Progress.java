package io.hv.shell.image;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.DoubleConsumer;

/** Shows how far a command is, in one line that is written anew with each percent. Told by one thread at a time. */
final class Progress implements DoubleConsumer, AutoCloseable {

    private static final double ALL = 100;

    private final PrintWriter err;
    private final boolean shown;
    private double last;

    Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
        show(0);
    }

    @Override
    public void accept(double done) {
        double percent = done * ALL;
        if (percent - last >= 1 || (percent >= ALL && last < ALL)) {
            show(percent);
        }
    }

    private void show(double percent) {
        last = percent;
        if (shown) {
            err.print(String.format(Locale.ROOT, "    (%.2f/100%%)\r", percent));
            err.flush();
        }
    }

    /** What is written next begins on a line of its own. */
    @Override
    public void close() {
        if (shown) {
            err.println();
        }
    }
}
