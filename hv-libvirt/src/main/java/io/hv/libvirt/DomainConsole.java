package io.hv.libvirt;

import io.hv.Console;
import io.hv.ConsoleSession;
import io.hv.DomainState;
import io.hv.InterruptedOperationException;
import io.hv.backend.ConsoleBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The console of one domain through all its runs. Safe for any thread.
 *
 * <p>Seen in libvirtd 9.0: when it forgets a domain while one of the domain's consoles is at its end, two of its threads
 * each wait for what the other has locked ({@code virChrdevFree} and {@code virStreamFinish}), and the daemon answers
 * nobody any more. So hv lets go of a console before its domain can be forgotten: before an undefine, before the destroy
 * of a domain without a definition, and at the first sign that such a one ends.
 */
final class DomainConsole {

    /** The console of a machine that has stopped ends at once, unless libvirt is very busy. */
    private static final Duration LINGERING = Duration.ofSeconds(10);

    private final String name;
    private final ConsoleBuffer buffer;
    /** Set by whoever has this object's monitor. */
    private volatile @Nullable ConsoleStream stream;
    /** Whether the domain has no definition, and so is forgotten when it stops. */
    private volatile boolean fleeting;

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
        fleeting = !domain.isPersistent();
        buffer.begin();
        boolean open = false;
        try {
            ConsoleStream opened = ConsoleStream.open(connection, domain, buffer);
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

    /** For a machine that somebody else may have started; where there is none, there is what was printed before. */
    void attachIfThere(Connection connection, DomainRef domain) throws LibvirtFailure {
        if (isThere(domain)) {
            try {
                attachIfLoose(connection, domain);
            } catch (LibvirtFailure e) {
                // It may have stopped meanwhile.
                if (isThere(domain)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isThere(DomainRef domain) throws LibvirtFailure {
        DomainState state = domain.status().state();
        return state == DomainState.RUNNING || state == DomainState.PAUSED;
    }

    private synchronized void attachIfLoose(Connection connection, DomainRef domain) throws LibvirtFailure {
        if (!isAttached()) {
            attach(connection, domain);
        }
    }

    /** Waits for nobody: the event loop asks, too, for which {@link #attach} waits. */
    boolean isAttached() {
        ConsoleStream present = stream;
        return present != null && !present.isEnded();
    }

    /** The machine is about to stop: with it goes a domain without a definition. */
    void ending() {
        if (fleeting) {
            detach();
        }
    }

    /** Waits for the end of what has stopped, for a while. */
    void awaitEnd() {
        ConsoleStream present = stream;
        if (present != null) {
            try {
                boolean unused = present.awaitEnd(LINGERING);
            } catch (InterruptedException e) {
                throw new InterruptedOperationException("reading the console of '" + name + "'");
            }
        }
    }

    /** Lets go of the machine's console, with what it has printed so far. */
    void detach() {
        ConsoleStream present = stream;
        if (present != null) {
            present.close();
        }
    }

    ConsoleSession open(Console.From from) {
        return buffer.open(from);
    }
}
