package io.hv.kvm.virtio.vsock;

import io.hv.kvm.Vsock;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One connection: what waits in either direction, and what each side has told the other (virtio 1.2, 5.10.6.5). Under the
 * table's lock; nothing here waits.
 *
 * <pre>{@code
 *   host connects          guest connects
 *        |                       |
 *        v         RESPONSE      v       host closes         RST
 *   CONNECTING ---------------> OPEN ----------------> CLOSING -----> OVER
 *        |                       |                                     ^
 *        +---- RST, timeout -----+---- RST, guest shuts both down -----+
 * }</pre>
 */
final class Flow implements Sender {

    static final String REFUSED = "nobody in the guest listens there";
    static final String RESET = "the guest has reset the connection";

    private static final int BOTH = PacketHeader.NO_RECEIVE | PacketHeader.NO_SEND;
    private static final int MOST_DATA = 64 << 10;
    private static final int NOTHING = 0;

    /** How far it has come. */
    enum Phase {
        CONNECTING,
        OPEN,
        CLOSING,
        OVER
    }

    final int hostPort;
    final int guestPort;
    private final SocketTable table;
    private final Condition changed;
    private final ByteRing toGuest = new ByteRing(Vsock.BUFFER);
    private final ByteRing fromGuest = new ByteRing(Vsock.BUFFER);
    private final GuestCredit credit = new GuestCredit();
    private final HostCredit own = new HostCredit();
    private Phase phase;
    /** The packet that it begins with, until that is sent. */
    private int opening;

    private boolean updateWanted;
    private boolean asked;
    private int shut;
    private int toldShut;
    private int guestShut;
    private @Nullable String failure;
    private @Nullable Listener waitsAt;

    private Flow(SocketTable table, int hostPort, int guestPort, Phase phase, int opening) {
        this.table = table;
        this.changed = table.newCondition();
        this.hostPort = hostPort;
        this.guestPort = guestPort;
        this.phase = phase;
        this.opening = opening;
    }

    /** One that the host wants. */
    static Flow toGuest(SocketTable table, int hostPort, int guestPort) {
        return new Flow(table, hostPort, guestPort, Phase.CONNECTING, PacketHeader.REQUEST);
    }

    /**
     * One that the guest wants, and gets.
     *
     * @throws BrokenRule if it says what cannot be
     */
    static Flow fromGuest(SocketTable table, PacketHeader request, Listener listener) {
        Flow flow = new Flow(table, request.toPort(), request.fromPort(), Phase.OPEN, PacketHeader.RESPONSE);
        flow.credit.told(request);
        flow.waitsAt = listener;
        return flow;
    }

    Phase phase() {
        return phase;
    }

    /** Why it is over before its time; null if it is not. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Signalled at every change that somebody may wait for. */
    Condition changed() {
        return changed;
    }

    // ---- towards the guest

    /** Whether there is a packet to be sent. */
    boolean hasSomething() {
        return phase != Phase.OVER
                && (opening != NOTHING || sendable() > 0 || shutdownIsDue() || updateIsDue() || askingIsDue());
    }

    private boolean isEstablished() {
        return phase == Phase.OPEN || phase == Phase.CLOSING;
    }

    private int sendable() {
        return isEstablished() ? Math.min(MOST_DATA, Math.min(toGuest.size(), credit.free())) : 0;
    }

    private boolean shutdownIsDue() {
        return isEstablished() && toGuest.size() == 0 && (shut & ~toldShut) != 0;
    }

    private boolean updateIsDue() {
        return isEstablished() && (updateWanted || own.isWorthTelling());
    }

    private boolean askingIsDue() {
        return isEstablished() && !asked && toGuest.size() > 0 && credit.free() == 0;
    }

    @Override
    public Packet next(int room) {
        if (phase == Phase.OVER) {
            return packet(PacketHeader.RST, 0);
        }
        if (opening != NOTHING) {
            int op = opening;
            opening = NOTHING;
            return packet(op, 0);
        }
        if (sendable() > 0) {
            return data(Math.min(sendable(), room - PacketHeader.SIZE));
        }
        if (shutdownIsDue()) {
            toldShut = shut;
            return packet(PacketHeader.SHUTDOWN, shut);
        }
        if (!updateIsDue() && askingIsDue()) {
            asked = true;
            return packet(PacketHeader.CREDIT_REQUEST, 0);
        }
        // Also where nothing is due any more since it was looked at: it is always true.
        updateWanted = false;
        return packet(PacketHeader.CREDIT_UPDATE, 0);
    }

    private Packet data(int count) {
        if (count <= 0) {
            throw new BrokenRule(Rule.ANSWER_TOO_SHORT);
        }
        credit.sent(count);
        asked = false;
        byte[] bytes = toGuest.take(count);
        changed.signalAll();
        return new Packet(header(PacketHeader.RW, 0, count), bytes);
    }

    private Packet packet(int op, int flags) {
        return new Packet(header(op, flags, 0));
    }

    private PacketHeader header(int op, int flags, int length) {
        return new PacketHeader(
                VirtioSocket.HOST_CID,
                table.cid(),
                hostPort,
                guestPort,
                length,
                PacketHeader.STREAM,
                op,
                flags,
                Vsock.BUFFER,
                own.tell());
    }

    // ---- from the guest

    /**
     * How many bytes of a packet are to be read.
     *
     * @throws BrokenRule if there is no space for them
     */
    int wanted(PacketHeader said) {
        if (said.op() != PacketHeader.RW || !isEstablished()) {
            return 0;
        }
        if (!own.admits(said.length())) {
            throw new BrokenRule(Rule.VSOCK_NO_CREDIT);
        }
        return said.length();
    }

    /**
     * A packet has come, with the bytes that were wanted.
     *
     * @throws BrokenRule if it says what cannot be
     */
    void received(PacketHeader said, byte[] data) {
        if (said.op() == PacketHeader.RST) {
            end(isClean() ? null : phase == Phase.CONNECTING ? REFUSED : RESET);
            return;
        }
        credit.told(said);
        asked = false;
        if (phase == Phase.CONNECTING) {
            answered(said);
            return;
        }
        switch (said.op()) {
            case PacketHeader.RW -> data(data);
            case PacketHeader.SHUTDOWN -> shutDown(said.flags());
            case PacketHeader.CREDIT_UPDATE -> {
                // Every packet tells as much.
            }
            case PacketHeader.CREDIT_REQUEST -> updateWanted = true;
            default -> abort("the guest has broken the protocol");
        }
    }

    private boolean isClean() {
        return phase == Phase.CLOSING || (guestShut & toldShut & PacketHeader.NO_SEND) != 0;
    }

    private void answered(PacketHeader said) {
        if (said.op() == PacketHeader.RESPONSE && opening == NOTHING) {
            phase = Phase.OPEN;
            changed.signalAll();
        } else {
            abort("the guest has broken the protocol");
        }
    }

    private void data(byte[] bytes) {
        if ((guestShut & PacketHeader.NO_SEND) != 0) {
            abort("the guest has sent more after its end");
            return;
        }
        own.received(bytes.length);
        if (phase == Phase.CLOSING) {
            own.taken(bytes.length);
        } else {
            int unused = fromGuest.put(ByteBuffer.wrap(bytes));
            changed.signalAll();
        }
    }

    private void shutDown(int flags) {
        guestShut |= flags & BOTH;
        if ((guestShut & PacketHeader.NO_RECEIVE) != 0) {
            toGuest.clear();
        }
        if (guestShut == BOTH) {
            abort(null);
        }
        changed.signalAll();
    }

    /** It ends, and the guest is told. */
    void abort(@Nullable String why) {
        if (phase != Phase.CONNECTING || opening == NOTHING) {
            table.refuse(new Refusal(VirtioSocket.HOST_CID, hostPort, guestPort, PacketHeader.STREAM));
        }
        end(why);
    }

    /** It ends, and the guest knows. What it has sent can still be read. */
    void end(@Nullable String why) {
        phase = Phase.OVER;
        failure = why;
        toGuest.clear();
        table.remove(this);
        if (waitsAt != null && why != null) {
            waitsAt.drop(this);
        }
        changed.signalAll();
    }

    // ---- the host

    /** A program of the host's has it now. */
    void accepted() {
        waitsAt = null;
    }

    /** Takes bytes that have come, and returns how many. */
    int take(ByteBuffer target) {
        int count = fromGuest.get(target);
        own.taken(count);
        return count;
    }

    /** Whether all that the guest has to say was read. */
    boolean isAtEnd() {
        return fromGuest.size() == 0 && ((guestShut & PacketHeader.NO_SEND) != 0 || phase == Phase.OVER);
    }

    /** Adds bytes for the guest, and returns how many there was room for. */
    int put(ByteBuffer source) {
        return toGuest.put(source);
    }

    boolean guestReads() {
        return phase != Phase.OVER && (guestShut & PacketHeader.NO_RECEIVE) == 0;
    }

    boolean isShut() {
        return (shut & PacketHeader.NO_SEND) != 0;
    }

    void shutdownOutput() {
        shut |= PacketHeader.NO_SEND;
        changed.signalAll();
    }

    /** The host is done with it. */
    void close() {
        switch (phase) {
            case CONNECTING -> abort("it was given up");
            case OPEN -> {
                phase = Phase.CLOSING;
                shut = BOTH;
                own.taken(fromGuest.size());
            }
            case CLOSING, OVER -> {
                // Nothing more is to be done.
            }
        }
        fromGuest.clear();
        changed.signalAll();
    }
}
