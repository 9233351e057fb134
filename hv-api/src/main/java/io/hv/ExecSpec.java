package io.hv;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What program an {@link Agent} is to run in the guest, and how. Immutable; each method that sets something returns a new
 * value.
 */
public final class ExecSpec {

    /** How much input a program can be given, where its arguments and variables leave room for it: see {@link Agent}. */
    public static final ByteSize MOST_INPUT = ByteSize.kib(128);

    private static final Duration USUAL = Duration.ofMinutes(1);

    private final List<String> command;
    private final Map<String, String> environment;
    private final byte[] input;
    private final boolean captured;
    private final Duration timeout;

    private ExecSpec(
            List<String> command, Map<String, String> environment, byte[] input, boolean captured, Duration timeout) {
        this.command = command;
        this.environment = environment;
        this.input = input;
        this.captured = captured;
        this.timeout = timeout;
    }

    /**
     * A program without input, whose output is captured, and which may take a minute. No shell is asked: each argument comes
     * to the program as it is.
     *
     * @param command the program, by its path or by a name that the agent looks for in its own path, then its arguments
     * @throws IllegalArgumentException if there is no program, or a text holds a NUL character
     */
    public static ExecSpec of(String... command) {
        return of(List.of(command));
    }

    /** The same of a list. */
    public static ExecSpec of(List<String> command) {
        List<String> copy = List.copyOf(command);
        if (copy.isEmpty() || copy.get(0).isEmpty()) {
            throw new IllegalArgumentException("name a program");
        }
        copy.forEach(ExecSpec::requireNoNul);
        return new ExecSpec(copy, Map.of(), new byte[0], true, USUAL);
    }

    private static void requireNoNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a program is given texts without a NUL character");
        }
    }

    /**
     * With one variable more in its environment. Where one is set, the program has those that are set and no others, not even
     * {@code PATH}.
     *
     * @throws IllegalArgumentException if the name is empty or holds {@code =}, or one of them a NUL character
     */
    public ExecSpec environment(String name, String value) {
        requireNoNul(name);
        requireNoNul(value);
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException("no variable can be called '" + name + "'");
        }
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new ExecSpec(command, Collections.unmodifiableMap(more), input, captured, timeout);
    }

    /**
     * With these bytes to read from its standard input, and then its end.
     *
     * @throws IllegalArgumentException if they are more than {@link #MOST_INPUT}; write a file then
     */
    public ExecSpec input(byte[] bytes) {
        if (bytes.length > MOST_INPUT.bytes()) {
            throw new IllegalArgumentException(
                    "an input of " + bytes.length + " bytes, of at most " + MOST_INPUT + "; write a file for more");
        }
        return new ExecSpec(command, environment, bytes.clone(), captured, timeout);
    }

    /** The same of a text, in UTF-8. */
    public ExecSpec input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without its output being captured: it is lost, and the result has none. */
    public ExecSpec withoutOutput() {
        return new ExecSpec(command, environment, input, false, timeout);
    }

    /**
     * With that time to end in.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ExecSpec timeout(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("a program needs some time, not " + longest);
        }
        return new ExecSpec(command, environment, input, captured, longest);
    }

    /** The program and its arguments. */
    public List<String> command() {
        return command;
    }

    /** The variables that are set, in the order in which they were; with none the program has the agent's environment. */
    public Map<String, String> environment() {
        return environment;
    }

    /** What it reads from its standard input. */
    public byte[] input() {
        return input.clone();
    }

    /** Whether what it prints is captured. */
    public boolean isCaptured() {
        return captured;
    }

    /** How long it may take. */
    public Duration timeout() {
        return timeout;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExecSpec that
                && command.equals(that.command)
                && environment.equals(that.environment)
                && Arrays.equals(input, that.input)
                && captured == that.captured
                && timeout.equals(that.timeout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(command, environment, Arrays.hashCode(input), captured, timeout);
    }

    /** The program alone: arguments, variables and input may be secret. */
    @Override
    public String toString() {
        int arguments = command.size() - 1;
        return "'" + command.get(0) + "' with " + arguments + (arguments == 1 ? " argument" : " arguments");
    }
}
