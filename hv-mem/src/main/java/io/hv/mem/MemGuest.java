package io.hv.mem;

import io.hv.BackendOptions;
import io.hv.CrashReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a guest of {@code mem:///} plays when its domain runs; other backends ignore it. Without one a guest is
 * {@link #quiet()}. Immutable; each method that sets something returns a new value.
 */
public final class MemGuest implements BackendOptions {

    /** How the script ends. */
    enum End {
        RUNS_ON,
        SHUTS_DOWN,
        CRASHES
    }

    private final String text;
    private final Map<String, String> answers;
    private final boolean echoes;
    private final boolean obedient;
    private final End end;
    private final Optional<CrashReport> crash;

    private MemGuest(
            String text,
            Map<String, String> answers,
            boolean echoes,
            boolean obedient,
            End end,
            Optional<CrashReport> crash) {
        this.text = text;
        this.answers = answers;
        this.echoes = echoes;
        this.obedient = obedient;
        this.end = end;
        this.crash = crash;
    }

    /** Runs until it is asked to shut down, and says nothing. */
    public static MemGuest quiet() {
        return new MemGuest("", Map.of(), false, true, End.RUNS_ON, Optional.empty());
    }

    /** Prints this when it starts and after each reset, behind what it prints already. */
    public MemGuest prints(String more) {
        return new MemGuest(text + more, answers, echoes, obedient, end, crash);
    }

    /** Answers a line that it is sent, ended by CR or LF, with a text. */
    public MemGuest answers(String line, String reply) {
        Map<String, String> more = new LinkedHashMap<>(answers);
        more.put(line, reply);
        return new MemGuest(text, Map.copyOf(more), echoes, obedient, end, crash);
    }

    /** Sends back what it is sent, as a terminal does. */
    public MemGuest echoes() {
        return new MemGuest(text, answers, true, obedient, end, crash);
    }

    /** Does not listen when it is asked to shut down. */
    public MemGuest ignoresShutdown() {
        return new MemGuest(text, answers, echoes, false, end, crash);
    }

    /** Shuts itself down when it has printed. */
    public MemGuest shutsDown() {
        return new MemGuest(text, answers, echoes, obedient, End.SHUTS_DOWN, Optional.empty());
    }

    /** Crashes when it has printed. */
    public MemGuest crashes(CrashReport report) {
        return new MemGuest(text, answers, echoes, obedient, End.CRASHES, Optional.of(report));
    }

    /** The report of a kernel that panicked with this message, for {@link #crashes} and {@link MemDomain#crash}. */
    public static CrashReport panic(String message) {
        return CrashReport.of(CrashReport.Cause.PANIC, message, "", new byte[0]);
    }

    String text() {
        return text;
    }

    Optional<String> answer(String line) {
        return Optional.ofNullable(answers.get(line));
    }

    boolean isEchoing() {
        return echoes;
    }

    boolean isObedient() {
        return obedient;
    }

    End end() {
        return end;
    }

    Optional<CrashReport> crash() {
        return crash;
    }

    @Override
    public String toString() {
        return "a guest of mem:/// that "
                + end.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
