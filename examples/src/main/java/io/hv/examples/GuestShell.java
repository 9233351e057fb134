package io.hv.examples;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Runs commands in a guest by typing them into the shell on its serial console. For one thread. */
public final class GuestShell implements AutoCloseable {

    // What is typed comes back as an echo, perhaps more than once. The shell works out "$((1))" and "$?", the echo does
    // not: so only the answer holds numbers.
    private static final String TYPED = "echo \"begin $((1))\"; %s; echo \"end $?\"\n";
    private static final Pattern ANSWER = Pattern.compile("(?s)begin 1\\s(.*?)end (\\d+)\\s");

    private final ConsoleSession console;

    private GuestShell(ConsoleSession console) {
        this.console = console;
    }

    /** Waits for a booting guest's first prompt. */
    public static GuestShell of(Domain domain, String prompt, Duration timeout) {
        ConsoleSession console = domain.console().open(From.START);
        console.expect(prompt, timeout);
        return new GuestShell(console);
    }

    /** Goes on at a prompt that has been waited for, perhaps before the guest was forked. */
    public static GuestShell at(Domain domain) {
        return new GuestShell(domain.console().open(From.NOW));
    }

    /** Runs a command, and waits for its end. */
    public Result run(String command, Duration timeout) {
        console.send(TYPED.formatted(command));
        MatchResult answer = console.expect(ANSWER, timeout);
        return new Result(
                Integer.parseInt(answer.group(2)),
                answer.group(1).replace("\r", "").strip());
    }

    @Override
    public void close() {
        console.close();
    }

    /**
     * How a command ended.
     *
     * @param status its exit status
     * @param output what it printed
     */
    public record Result(int status, String output) {}
}
