package io.hv.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal that this process was started from, in a mode where each key arrives at once and as it is: Ctrl-C too. It
 * is put back as it was by {@link #close()}, or when the process ends first.
 */
final class RawTerminal implements AutoCloseable {

    private final Terminal terminal;
    private final Attributes before;
    private final Thread atTheEnd = new Thread(this::putBack, "hv/terminal");

    private RawTerminal(Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        Attributes raw = new Attributes(before);
        raw.setLocalFlag(LocalFlag.ICANON, false);
        raw.setLocalFlag(LocalFlag.ECHO, false);
        raw.setLocalFlag(LocalFlag.ISIG, false);
        raw.setLocalFlag(LocalFlag.IEXTEN, false);
        raw.setInputFlag(InputFlag.IXON, false);
        raw.setInputFlag(InputFlag.ICRNL, false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        terminal.setAttributes(raw);
    }

    /** The terminal, if there is one to type at. */
    static Optional<RawTerminal> open() {
        try {
            return Optional.of(new RawTerminal(TerminalBuilder.builder()
                    .system(true)
                    // Keys come raw whatever TERM says: a dumb one, or none, would be left as it is.
                    .type("ansi")
                    .dumb(false)
                    .nativeSignals(false)
                    .build()));
        } catch (IOException | IllegalStateException e) {
            // Input or output is no terminal: lines are read as they come.
            return Optional.empty();
        }
    }

    /** What is typed. */
    InputStream keys() {
        return terminal.input();
    }

    private void putBack() {
        terminal.setAttributes(before);
    }

    @Override
    public void close() throws IOException {
        putBack();
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        terminal.close();
    }
}
