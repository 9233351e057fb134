package io.hv;

import java.util.regex.Pattern;

/** One thing that was looked at in a {@link Diagnosis}: what it is, what was found, and what would help. Immutable. */
public final class Finding {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** How bad it is. Ascending. */
    public enum Severity {
        /** As it should be. */
        OK,
        /** Worth knowing; nothing is missing that most would miss. */
        NOTE,
        /** The host can be used, and something will not work, or may run out. */
        WARNING,
        /** The host cannot be used. */
        PROBLEM
    }

    private final String id;
    private final String title;
    private final Severity severity;
    private final String found;
    private final String remedy;

    private Finding(String id, String title, Severity severity, String found, String remedy) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a finding's id is lower-case words joined by '-': '" + id + "'");
        }
        if (severity != Severity.OK && remedy.isBlank()) {
            throw new IllegalArgumentException("the finding " + id + " is " + severity + " and has no remedy");
        }
        this.id = id;
        this.title = title;
        this.severity = severity;
        this.found = found;
        this.remedy = remedy;
    }

    /**
     * A finding that nothing has to be done about.
     *
     * @param id stable: lower-case words joined by {@code -}, for example {@code open-files}
     * @param title what was looked at, in a few words
     * @param found what was found, in a line
     */
    public static Finding ok(String id, String title, String found) {
        return new Finding(id, title, Severity.OK, found, "");
    }

    /**
     * A finding with a remedy.
     *
     * @param id stable: lower-case words joined by {@code -}
     * @param title what was looked at, in a few words
     * @param severity how bad it is
     * @param found what was found, in a line
     * @param remedy what would help; may be empty only where nothing has to be done
     * @throws IllegalArgumentException if something has to be done and it is not said what
     */
    public static Finding of(String id, String title, Severity severity, String found, String remedy) {
        return new Finding(id, title, severity, found, remedy);
    }

    /** Its stable name. */
    public String id() {
        return id;
    }

    /** What was looked at. */
    public String title() {
        return title;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** What was found. */
    public String found() {
        return found;
    }

    /** What would help; empty where nothing has to be done. */
    public String remedy() {
        return remedy;
    }

    @Override
    public String toString() {
        return severity + " " + id + ": " + found + (remedy.isEmpty() ? "" : " [" + remedy + "]");
    }
}
