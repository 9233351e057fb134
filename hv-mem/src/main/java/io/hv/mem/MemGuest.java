package io.hv.mem;

import io.hv.BackendOptions;
import io.hv.CrashReport;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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
    private final OptionalInt marker;

    private MemGuest(
            String text,
            Map<String, String> answers,
            boolean echoes,
            boolean obedient,
            End end,
            Optional<CrashReport> crash,
            OptionalInt marker) {
        this.text = text;
        this.answers = answers;
        this.echoes = echoes;
        this.obedient = obedient;
        this.end = end;
        this.crash = crash;
        this.marker = marker;
    }

    /** Runs until it is asked to shut down, and says nothing. */
    public static MemGuest quiet() {
        return new MemGuest("", Map.of(), false, true, End.RUNS_ON, Optional.empty(), OptionalInt.empty());
    }

    /** Prints this when it starts and after each reset, behind what it prints already. */
    public MemGuest prints(String more) {
        return new MemGuest(text + more, answers, echoes, obedient, end, crash, marker);
    }

    /** Answers a line that it is sent, ended by CR or LF, with a text. */
    public MemGuest answers(String line, String reply) {
        Map<String, String> more = new LinkedHashMap<>(answers);
        more.put(line, reply);
        return new MemGuest(text, Map.copyOf(more), echoes, obedient, end, crash, marker);
    }

    /** Sends back what it is sent, as a terminal does. */
    public MemGuest echoes() {
        return new MemGuest(text, answers, true, obedient, end, crash, marker);
    }

    /** Does not listen when it is asked to shut down. */
    public MemGuest ignoresShutdown() {
        return new MemGuest(text, answers, echoes, false, end, crash, marker);
    }

    /**
     * Writes this to its marker port when it has printed, see {@link io.hv.Domain#awaitMarker}.
     *
     * @param value 0 to 255
     */
    public MemGuest marks(int value) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("a marker is 0 to 255, not " + value);
        }
        return new MemGuest(text, answers, echoes, obedient, end, crash, OptionalInt.of(value));
    }

    /** Shuts itself down when it has printed. */
    public MemGuest shutsDown() {
        return new MemGuest(text, answers, echoes, obedient, End.SHUTS_DOWN, Optional.empty(), marker);
    }

    /** Crashes when it has printed. */
    public MemGuest crashes(CrashReport report) {
        return new MemGuest(text, answers, echoes, obedient, End.CRASHES, Optional.of(report), marker);
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

    OptionalInt marker() {
        return marker;
    }

    /** Its whole script. */
    @Override
    public Optional<String> fingerprint() {
        return Optional.of("prints " + text.length() + " " + text + ", answers " + answers(answers) + ", echoes "
                + echoes + ", obedient " + obedient + ", " + end + ", " + crash.map(MemGuest::whole) + ", " + marker);
    }

    /** With their lengths, so that no text can be taken for the end of another. */
    private static String answers(Map<String, String> answers) {
        return answers.entrySet().stream()
                .map(answer -> answer.getKey().length() + " " + answer.getKey() + " "
                        + answer.getValue().length() + " " + answer.getValue())
                .sorted()
                .toList()
                .toString();
    }

    private static String whole(CrashReport report) {
        return report + report.registers() + HexFormat.of().formatHex(report.instructionBytes());
    }

    @Override
    public String toString() {
        return "a guest of mem:/// that "
                + end.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
