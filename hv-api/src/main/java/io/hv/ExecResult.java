package io.hv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;

/** How a program in a guest ended, and what it printed. Immutable. */
public final class ExecResult {

    private final OptionalInt exitCode;
    private final OptionalInt signal;
    private final byte[] output;
    private final byte[] errors;
    private final boolean outputTruncated;
    private final boolean errorsTruncated;

    private ExecResult(
            OptionalInt exitCode,
            OptionalInt signal,
            byte[] output,
            byte[] errors,
            boolean outputTruncated,
            boolean errorsTruncated) {
        this.exitCode = exitCode;
        this.signal = signal;
        this.output = output;
        this.errors = errors;
        this.outputTruncated = outputTruncated;
        this.errorsTruncated = errorsTruncated;
    }

    /** Of a program that ended by itself; it has printed nothing. */
    public static ExecResult exited(int code) {
        return new ExecResult(OptionalInt.of(code), OptionalInt.empty(), new byte[0], new byte[0], false, false);
    }

    /** Of a program that a signal, or on Windows an exception, has ended; it has printed nothing. */
    public static ExecResult killed(int signal) {
        return new ExecResult(OptionalInt.empty(), OptionalInt.of(signal), new byte[0], new byte[0], false, false);
    }

    /**
     * The same with what it printed.
     *
     * @param truncated whether that is not all
     */
    public ExecResult output(byte[] bytes, boolean truncated) {
        return new ExecResult(exitCode, signal, bytes.clone(), errors, truncated, errorsTruncated);
    }

    /**
     * The same with what it printed to its standard error.
     *
     * @param truncated whether that is not all
     */
    public ExecResult errors(byte[] bytes, boolean truncated) {
        return new ExecResult(exitCode, signal, output, bytes.clone(), outputTruncated, truncated);
    }

    /** What it ended with; nothing if it was killed. */
    public OptionalInt exitCode() {
        return exitCode;
    }

    /** The signal, or on Windows the exception's code, that has ended it; nothing if it ended by itself. */
    public OptionalInt signal() {
        return signal;
    }

    /** Whether it ended by itself, with 0. */
    public boolean isSuccess() {
        return exitCode.isPresent() && exitCode.getAsInt() == 0;
    }

    /** What it printed to its standard output. */
    public byte[] output() {
        return output.clone();
    }

    /** The same as text, of UTF-8; what is no UTF-8 is replaced. */
    public String outputText() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /** What it printed to its standard error. */
    public byte[] errors() {
        return errors.clone();
    }

    /** The same as text, of UTF-8; what is no UTF-8 is replaced. */
    public String errorsText() {
        return new String(errors, StandardCharsets.UTF_8);
    }

    /** Whether it printed more than {@link #output()} has: agents keep some MiB. */
    public boolean isOutputTruncated() {
        return outputTruncated;
    }

    /** Whether it printed more than {@link #errors()} has. */
    public boolean isErrorsTruncated() {
        return errorsTruncated;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExecResult that
                && exitCode.equals(that.exitCode)
                && signal.equals(that.signal)
                && Arrays.equals(output, that.output)
                && Arrays.equals(errors, that.errors)
                && outputTruncated == that.outputTruncated
                && errorsTruncated == that.errorsTruncated;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                exitCode, signal, Arrays.hashCode(output), Arrays.hashCode(errors), outputTruncated, errorsTruncated);
    }

    /** Never what it printed, which may be secret. */
    @Override
    public String toString() {
        String end = exitCode.isPresent() ? "exit code " + exitCode.getAsInt() : "signal " + signal.getAsInt();
        return end + ", " + output.length + " bytes of output, " + errors.length + " of errors";
    }
}
