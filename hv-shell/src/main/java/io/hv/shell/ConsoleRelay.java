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
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Ties a guest's console to a terminal. */
final class ConsoleRelay {

    private static final Pattern SOMETHING = Pattern.compile(".+", Pattern.DOTALL);
    private static final Duration A_WHILE = Duration.ofHours(1);

    /** Ctrl-]: leaves the console, as with telnet and virsh. */
    static final char LEAVE = 0x1d;

    private static final int KEYS = 256;

    private ConsoleRelay() {}

    /** Shows what the guest prints, until it has stopped or the session is closed. */
    static void screen(ConsoleSession console, PrintWriter out) {
        while (true) {
            try {
                out.print(console.expect(SOMETHING, A_WHILE).group());
                out.flush();
            } catch (OperationTimeoutException e) {
                // A silent guest: wait on.
            } catch (InvalidStateException e) {
                // The end: the guest has stopped and all that it printed was shown, or nobody wants to see more.
                return;
            }
        }
    }

    /**
     * Types the terminal's lines into the console, on a thread of its own, until either ends. The end of the input does
     * not end the guest.
     */
    static void lines(InputStream in, ConsoleSession console, PrintWriter err) {
        onThread(err, () -> {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.send(line + "\n");
            }
        });
    }

    /**
     * Types each key of a raw terminal into the console, on a thread of its own, until either ends, or {@link #LEAVE} is
     * typed, which calls {@code leave}.
     */
    static void keys(InputStream in, ConsoleSession console, PrintWriter err, Runnable leave) {
        onThread(err, () -> {
            Reader keys = new InputStreamReader(in, StandardCharsets.UTF_8);
            char[] typed = new char[KEYS];
            int kept = 0;
            for (int count = keys.read(typed); count >= 0; count = keys.read(typed, kept, KEYS - kept)) {
                String text = new String(typed, 0, kept + count);
                int end = text.indexOf(LEAVE);
                if (end >= 0) {
                    console.send(text.substring(0, end));
                    leave.run();
                    return;
                }
                // Half of a pair of surrogates is no text yet.
                kept = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1)) ? 1 : 0;
                console.send(text.substring(0, text.length() - kept));
                if (kept > 0) {
                    typed[0] = text.charAt(text.length() - 1);
                }
            }
        });
    }

    /** What a typist does. */
    @FunctionalInterface
    private interface Typing {

        void type() throws IOException;
    }

    private static void onThread(PrintWriter err, Typing typing) {
        Thread typist = new Thread(
                () -> {
                    try {
                        typing.type();
                    } catch (InvalidStateException e) {
                        // The guest has stopped, or this console was left: nobody reads any more, and the screen tells
                        // why.
                    } catch (HypervisorException | IOException e) {
                        err.println("hv: the keyboard is cut off: " + e.getMessage());
                        err.flush();
                    }
                },
                "hv/keyboard");
        typist.setDaemon(true);
        typist.start();
    }
}
