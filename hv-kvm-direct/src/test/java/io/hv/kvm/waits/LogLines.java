package io.hv.kvm.waits;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged, which goes to the standard error stream here. */
public final class LogLines implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** From now on. */
    public LogLines() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        // Loads what waiting takes: no class can be loaded where there is no descriptor.
        Spin.until(() -> true, () -> "");
    }

    /** Waits until a line has these words. */
    public void await(String words) {
        Spin.until(() -> count(words) > 0, () -> "no line with '" + words + "' among these:\n" + this);
    }

    /** How many lines have these words. */
    public long count(String words) {
        return toString().lines().filter(line -> line.contains(words)).count();
    }

    @Override
    public void close() {
        System.setErr(before);
        before.print(this);
    }

    @Override
    public String toString() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
