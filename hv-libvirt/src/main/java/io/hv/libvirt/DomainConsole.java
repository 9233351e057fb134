package io.hv.libvirt;

import io.hv.Console;
import io.hv.ConsoleSession;
import io.hv.InterruptedOperationException;
import io.hv.backend.ConsoleBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The console of one domain through all its runs. Safe for any thread. */
final class DomainConsole {

    /** The console of a machine that has stopped ends at once, unless libvirt is very busy. */
    private static final Duration LINGERING = Duration.ofSeconds(10);

    private final String name;
    private final ConsoleBuffer buffer;
    /** Set by whoever has this object's monitor. */
    private volatile @Nullable ConsoleStream stream;

    DomainConsole(String name) {
        this.name = name;
        this.buffer = new ConsoleBuffer(name);
    }

    /** For a run that begins: the console of the one before is at its end. */
    synchronized void attach(Connection connection, DomainRef domain) throws LibvirtFailure {
        ConsoleStream previous = stream;
        if (previous != null) {
            endPrevious(previous);
        }
        buffer.begin();
        boolean open = false;
        try {
            ConsoleStream opened = connection.openConsole(domain, buffer);
            opened.begin();
            stream = opened;
            open = true;
        } finally {
            if (!open) {
                buffer.end();
            }
        }
    }

    private void endPrevious(ConsoleStream previous) {
        try {
            previous.awaitEnd(LINGERING);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("opening the console of '" + name + "'");
        } finally {
            previous.close();
        }
    }

    /** For a machine that runs, and that somebody else may have started. */
    synchronized void attachIfLoose(Connection connection, DomainRef domain) throws LibvirtFailure {
        if (!isAttached()) {
            attach(connection, domain);
        }
    }

    /** Waits for nobody: the event loop asks, too, for which {@link #attach} waits. */
    boolean isAttached() {
        ConsoleStream present = stream;
        return present != null && !present.isEnded();
    }

    ConsoleSession open(Console.From from) {
        return buffer.open(from);
    }
}
