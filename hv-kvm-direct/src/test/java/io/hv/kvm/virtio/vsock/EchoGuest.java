package io.hv.kvm.virtio.vsock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** A guest that behaves: takes every connection, and sends back what comes, as fast as it may. On a thread of its own. */
final class EchoGuest implements AutoCloseable {

    private static final int MOST = 60_000;

    private final VsockRig rig;
    private final Map<Integer, Talk> talks = new HashMap<>();
    private final Thread thread = new Thread(this::live, "guest");
    private volatile boolean over;
    private volatile Throwable failure = new IllegalStateException("none");
    private volatile boolean failed;

    /** One connection, by the host's port. */
    private static final class Talk {

        private final int hostPort;
        private final int guestPort;
        private final Deque<String> pending = new ArrayDeque<>();
        private int received;
        private int sent;
        private int space;
        private int taken;
        private boolean hostIsDone;
        private boolean done;

        Talk(PacketHeader request) {
            hostPort = request.fromPort();
            guestPort = request.toPort();
        }

        int window() {
            return Math.min(MOST, space - (sent - taken));
        }

        PacketHeader header(int op, int length, int flags) {
            return new PacketHeader(
                    VsockRig.CID,
                    2,
                    guestPort,
                    hostPort,
                    length,
                    PacketHeader.STREAM,
                    op,
                    flags,
                    VsockRig.SPACE,
                    received);
        }
    }

    EchoGuest(VsockRig rig) {
        this.rig = rig;
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        try {
            while (!over) {
                rig.awaitWake();
                for (VsockRig.Seen seen = rig.packet(); seen != null; seen = rig.packet()) {
                    heard(seen);
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
            failed = true;
        }
    }

    private void heard(VsockRig.Seen seen) {
        PacketHeader said = seen.header();
        Talk talk = said.op() == PacketHeader.REQUEST
                ? talks.computeIfAbsent(said.fromPort(), port -> new Talk(said))
                : talks.get(said.fromPort());
        if (talk == null) {
            return;
        }
        talk.space = said.space();
        talk.taken = said.taken();
        switch (said.op()) {
            case PacketHeader.REQUEST -> send(talk, PacketHeader.RESPONSE, 0);
            case PacketHeader.RW -> {
                talk.received += seen.data().length();
                talk.pending.add(seen.data());
            }
            case PacketHeader.SHUTDOWN -> {
                talk.hostIsDone = true;
                if (said.flags() == 3) {
                    send(talk, PacketHeader.RST, 0);
                    talks.remove(said.fromPort());
                    return;
                }
            }
            case PacketHeader.RST -> {
                talks.remove(said.fromPort());
                return;
            }
            case PacketHeader.CREDIT_REQUEST -> send(talk, PacketHeader.CREDIT_UPDATE, 0);
            default -> {
                // It tells of space alone.
            }
        }
        echo(talk);
    }

    private void echo(Talk talk) {
        while (!talk.pending.isEmpty() && talk.window() > 0) {
            String all = talk.pending.remove();
            int count = Math.min(talk.window(), all.length());
            if (count < all.length()) {
                talk.pending.addFirst(all.substring(count));
            }
            talk.sent += count;
            rig.send(talk.header(PacketHeader.RW, count, 0), all.substring(0, count));
        }
        if (talk.pending.isEmpty() && talk.hostIsDone && !talk.done) {
            talk.done = true;
            send(talk, PacketHeader.SHUTDOWN, 3);
        }
    }

    private void send(Talk talk, int op, int flags) {
        rig.send(talk.header(op, 0, flags), "");
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        rig.wake(VsockRig.RX);
        thread.join();
        if (failed) {
            throw new AssertionError("the guest has failed", failure);
        }
    }
}
