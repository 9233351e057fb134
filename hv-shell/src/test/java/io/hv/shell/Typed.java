package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.shell.control.ControlFolder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine;

/**
 * A command that was typed, and what came of it.
 *
 * @param status the process's status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Typed(int status, String out, String err) {

    /** Where machines of tests are reached that say nothing else: not where the user's own are. */
    private static final Path CONTROL =
            Path.of(System.getProperty("java.io.tmpdir"), "hv-control-" + UUID.randomUUID());

    static {
        CONTROL.toFile().deleteOnExit();
        CONTROL.resolve(".lock").toFile().deleteOnExit();
    }

    /** It was used wrongly, and these words say how. */
    void requireMisuse(String words) {
        assertEquals(2, status, err);
        assertTrue(err.startsWith("hv: "), err);
        assertTrue(err.contains(words), err);
    }

    static Typed hv(String... arguments) {
        return withKeyboard("", arguments);
    }

    static Typed withKeyboard(String keys, String... arguments) {
        return by(Caller.here(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8))), arguments);
    }

    /** Somebody whose relative paths are relative to this folder. */
    static Typed in(Path folder, String... arguments) {
        return by(new Caller(InputStream.nullInputStream(), folder, Optional.empty()), arguments);
    }

    private static Typed by(Caller caller, String... arguments) {
        if (System.getProperty(ControlFolder.PROPERTY) == null) {
            System.setProperty(ControlFolder.PROPERTY, CONTROL.toString());
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Main.commandLine(caller).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = line.execute(arguments);
        return new Typed(
                status,
                out.toString().replace(System.lineSeparator(), "\n"),
                err.toString().replace(System.lineSeparator(), "\n"));
    }
}
