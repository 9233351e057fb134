package io.hv.examples;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Runs commands in a guest by typing them into the shell on its serial console. For one thread. */
public final class GuestShell implements AutoCloseable {

    // What is typed comes back as an echo. It holds "$?", and only the shell's answer holds a number there.
    private static final String STATUS = "; echo \"[$?]\"";
    private static final Pattern ANSWER = Pattern.compile("(?s)\\$\\?\\]\"\\s*(.*?)\\[(\\d+)\\]");

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

    /** Runs a command, and waits for its end. */
    public Result run(String command, Duration timeout) {
        console.send(command + STATUS + "\n");
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
