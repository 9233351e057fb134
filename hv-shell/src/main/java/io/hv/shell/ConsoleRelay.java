package io.hv.shell;

import io.hv.ConsoleSession;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.regex.Pattern;

/** Ties a guest's console to a terminal that works line by line. */
final class ConsoleRelay {

    private static final Pattern SOMETHING = Pattern.compile(".+", Pattern.DOTALL);
    private static final Duration A_WHILE = Duration.ofHours(1);

    private ConsoleRelay() {}

    /** Shows what the guest prints, until it has stopped. */
    static void screen(ConsoleSession console, PrintWriter out) {
        while (true) {
            try {
                out.print(console.expect(SOMETHING, A_WHILE).group());
                out.flush();
            } catch (OperationTimeoutException e) {
                // A silent guest: wait on.
            } catch (InvalidStateException e) {
                // The end: the guest has stopped and all that it printed was shown.
                return;
            }
        }
    }

    /**
     * Types the terminal's lines into the console, on a thread of its own, until either ends. The end of the input does
     * not end the guest.
     */
    static void keyboard(InputStream in, ConsoleSession console, PrintWriter err) {
        Thread typist = new Thread(() -> type(in, console, err), "hv/keyboard");
        typist.setDaemon(true);
        typist.start();
    }

    private static void type(InputStream in, ConsoleSession console, PrintWriter err) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.send(line + "\n");
            }
        } catch (InvalidStateException e) {
            // The guest has stopped: nobody reads any more, and the screen tells why.
        } catch (HypervisorException | IOException e) {
            err.println("hv: the keyboard is cut off: " + e.getMessage());
            err.flush();
        }
    }
}
