package io.hv.kvm.net.ether;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what passes ports into a capture, in which each port is an interface. What a guest has left to be split or summed is
 * captured as it is, as on the host's side of a network card. Safe for any thread.
 */
public final class Capture implements FrameTap, AutoCloseable {

    private final Clock clock;
    private final boolean both;

    // Under this object's monitor.
    private final Pcapng file;
    private final Map<SwitchPort, Integer> interfaces = new HashMap<>();
    private @Nullable IOException failure;
    private boolean closed;

    /**
     * Begins a capture.
     *
     * @param out buffered; closed with it
     * @param both whether what a port receives is in it; otherwise only what each sends
     * @throws IOException if nothing can be written
     */
    public Capture(OutputStream out, boolean both, Clock clock) throws IOException {
        this.file = new Pcapng(out);
        this.both = both;
        this.clock = clock;
    }

    @Override
    public void sent(SwitchPort port, Frame frame) {
        write(port, Pcapng.OUTBOUND, frame);
    }

    @Override
    public void received(SwitchPort port, Frame frame) {
        if (both) {
            write(port, Pcapng.INBOUND, frame);
        }
    }

    private synchronized void write(SwitchPort port, int direction, Frame frame) {
        if (closed || failure != null) {
            return;
        }
        try {
            Instant now = clock.instant();
            long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
            file.packet(number(port), nanos, direction, frame);
        } catch (IOException e) {
            failure = e;
        }
    }

    private int number(SwitchPort port) throws IOException {
        Integer known = interfaces.get(port);
        if (known == null) {
            known = file.add(port.name());
            interfaces.put(port, known);
        }
        return known;
    }

    /**
     * What was captured so far is in the file.
     *
     * @throws IOException if something could not be written, now or before
     */
    public synchronized void flush() throws IOException {
        if (failure != null) {
            throw new IOException("the capture is cut short: " + failure.getMessage(), failure);
        }
        file.flush();
    }

    /**
     * Ends it. Idempotent.
     *
     * @throws IOException if something could not be written, now or before
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            flush();
        }
    }
}
