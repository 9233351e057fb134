package io.hv.backend.agent;

import io.hv.AgentUnavailableException;
import io.hv.InterruptedOperationException;
import io.hv.OperationTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A channel's bytes one by one, each until a deadline. For one thread at a time. */
final class ChannelBytes {

    private static final int ROOM = 64 << 10;
    /** How long a guest may refuse bytes before what it says meanwhile is thrown away. */
    private static final long STUCK = Duration.ofMillis(20).toNanos();

    private final String subject;
    private final AgentChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(ROOM).limit(0);

    ChannelBytes(String subject, AgentChannel channel) {
        this.subject = subject;
        this.channel = channel;
    }

    /** The next byte, 0 to 255. A guest that never stops talking is heard until the deadline only. */
    int next(Deadline deadline) {
        if (!buffer.hasRemaining() && (deadline.isOver() || fill(deadline.nanos()) == 0)) {
            throw late("nothing that is an answer came");
        }
        return buffer.get() & 0xff;
    }

    /** Throws away what has come so far; whether that was anything. */
    boolean discard() {
        boolean some = buffer.hasRemaining();
        buffer.limit(0);
        some |= fill(0) > 0;
        buffer.limit(0);
        return some;
    }

    private int fill(long nanos) {
        try {
            buffer.clear();
            int count = channel.read(buffer, nanos);
            buffer.flip();
            return checked(count);
        } catch (InterruptedException e) {
            buffer.limit(0);
            throw interrupted();
        }
    }

    /**
     * Sends all. A guest that says much before it listens would wait for us as we do for it: what it says is thrown away then.
     */
    void send(byte[] bytes, Deadline deadline) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            while (rest.hasRemaining()) {
                if (checked(channel.write(rest, Math.min(STUCK, deadline.nanos()))) == 0) {
                    boolean unused = discard();
                    if (deadline.isOver()) {
                        throw late(
                                "the guest took " + rest.position() + " of the command's " + bytes.length + " bytes");
                    }
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private int checked(int count) {
        if (count == AgentChannel.CLOSED) {
            buffer.limit(0);
            throw new AgentUnavailableException(
                    "no agent is connected in the guest of " + subject + ": nobody has the port open", null);
        }
        return count;
    }

    OperationTimeoutException late(String evidence) {
        return new OperationTimeoutException(
                "the agent of " + subject + " did not answer in time",
                "see what the guest does, or give it more time: Agent.within(...)",
                evidence);
    }

    InterruptedOperationException interrupted() {
        return new InterruptedOperationException("waiting for the agent of " + subject);
    }
}
