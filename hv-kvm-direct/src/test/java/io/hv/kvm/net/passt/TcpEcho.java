package io.hv.kvm.net.passt;

import java.io.ByteArrayOutputStream;

/**
 * A guest's end of a TCP connection (RFC 9293), for tests: takes all in, and when the other side has sent its FIN sends it all
 * back, and its own FIN. Without options but for the segment size; goes back to what was acknowledged last if nothing moves.
 * Its caller holds a lock.
 */
final class TcpEcho {

    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    /** What it takes at a time, and has on its way at most. */
    static final int WINDOW = 32_768;

    private static final int SEGMENT = 1400;

    /** So that the numbers wrap early. */
    private static final int FIRST = -1000;

    private static final int DUPLICATES = 3;

    private final Wire wire;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private byte[] answer = {};
    private boolean answering;
    private int expected;
    private int acknowledged = FIRST;
    private int next = FIRST;
    private int window;
    private int duplicates;
    private boolean moved;

    /** Sends a segment to the other side. */
    @FunctionalInterface
    interface Wire {
        void send(int sequence, int acknowledgment, int flags, byte[] bytes, int from, int length);
    }

    TcpEcho(Wire wire) {
        this.wire = wire;
    }

    /** Takes a segment; returns whether the connection goes on. */
    boolean receive(int sequence, int acknowledgment, int flags, int newWindow, byte[] payload) {
        if ((flags & RST) != 0) {
            return false;
        }
        window = newWindow;
        if ((flags & SYN) != 0) {
            expected = sequence + 1;
            next = FIRST + 1;
            send(FIRST, SYN | ACK, 0);
            return true;
        }
        acknowledge(acknowledgment, payload.length == 0);
        boolean finAcknowledged = answering && acknowledged == end() + 1;
        take(sequence, flags, payload);
        pump();
        return !finAcknowledged;
    }

    private void acknowledge(int acknowledgment, boolean empty) {
        if (acknowledgment - acknowledged > 0 && acknowledgment - end() <= 1) {
            acknowledged = acknowledgment;
            moved = true;
            duplicates = 0;
            if (next - acknowledged < 0) {
                next = acknowledged;
            }
        } else if (empty && acknowledgment == acknowledged && next != acknowledged) {
            duplicates++;
            if (duplicates == DUPLICATES) {
                next = acknowledged;
            }
        }
    }

    private void take(int sequence, int flags, byte[] payload) {
        int known = expected - sequence;
        boolean fin = (flags & FIN) != 0;
        if (payload.length == 0 && !fin) {
            return;
        }
        if (known >= 0 && known <= payload.length && !answering) {
            received.write(payload, known, payload.length - known);
            expected += payload.length - known;
            if (fin) {
                expected++;
                answer = received.toByteArray();
                answering = true;
            }
        }
        send(next, ACK, 0);
    }

    /** The number of the FIN, once there is one. */
    private int end() {
        return FIRST + 1 + answer.length;
    }

    private void pump() {
        while (answering && next - end() < 0 && next - acknowledged < Math.min(window, WINDOW)) {
            int room = Math.min(window, WINDOW) - (next - acknowledged);
            int length = Math.min(Math.min(SEGMENT, room), end() - next);
            send(next, ACK, length);
            next += length;
        }
        if (answering && next == end()) {
            send(next, FIN | ACK, 0);
            next++;
        }
    }

    private void send(int sequence, int flags, int length) {
        wire.send(sequence, expected, flags, answer, sequence - FIRST - 1, length);
    }

    /** Some time has passed: if nothing has moved since the last call, what was not acknowledged is sent again. */
    void tick() {
        if (!moved && answering && next != acknowledged) {
            next = acknowledged;
            pump();
        }
        moved = false;
    }
}
