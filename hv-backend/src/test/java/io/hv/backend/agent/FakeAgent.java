package io.hv.backend.agent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a channel: bytes that come make commands, a {@link FakeGuest} answers them, and faults change what of the
 * answers goes out, and when. As the real agent, it takes 0xFF for a reset, about which it complains. Safe for any thread.
 */
final class FakeAgent implements AgentChannel {

    private static final int RESET = 0xff;
    private static final String COMPLAINT =
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error\"}}\n";

    /** What of an answer goes out. */
    interface Fault {
        byte[] of(byte[] answer);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FakeGuest guest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<Byte> out = new ArrayDeque<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> commands = new ArrayList<>();
    private byte[] later = new byte[0];
    private byte @Nullable [] endless;
    private boolean isOpen = true;
    private boolean isDeaf;
    private boolean isBlocked;

    FakeAgent(FakeGuest guest) {
        this.guest = guest;
    }

    // ---- faults

    /** Of the next answer that is not about getting in step. */
    void next(Fault fault) {
        locked(() -> faults.add(fault));
    }

    /** An answer that comes before the next one only. */
    void nextComesLate() {
        next(answer -> {
            later = answer;
            return new byte[0];
        });
    }

    /** Half an answer; the other half comes before the next one. */
    void nextComesInHalves() {
        next(answer -> {
            int half = answer.length / 2;
            later = Arrays.copyOfRange(answer, half, answer.length);
            return Arrays.copyOf(answer, half);
        });
    }

    /** Something that nobody has asked for: a byte for each character. */
    void say(String text) {
        locked(() -> put(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    void noMoreFaults() {
        locked(faults::clear);
    }

    /** That again and again, without an end, and nothing else. */
    void sayWithoutEnd(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        locked(() -> endless = bytes);
    }

    void stopSaying() {
        locked(() -> {
            endless = null;
            out.clear();
        });
    }

    /** Takes no bytes any more, or takes them again. */
    void deaf(boolean is) {
        locked(() -> isDeaf = is);
    }

    /** Takes no bytes before what it has said is heard. */
    void blockedByItsOwnWords() {
        locked(() -> isBlocked = true);
    }

    void close() {
        locked(() -> {
            isOpen = false;
            out.clear();
            line.reset();
        });
    }

    void open() {
        locked(() -> isOpen = true);
    }

    /** The names of all commands that came, but those for getting in step. */
    List<String> commands() {
        lock.lock();
        try {
            return List.copyOf(commands);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- the channel

    @Override
    public int write(ByteBuffer bytes, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            isBlocked &= !out.isEmpty();
            long left = nanos;
            while (isOpen && (isDeaf || isBlocked) && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!isOpen) {
                return CLOSED;
            }
            if (isDeaf || isBlocked) {
                return 0;
            }
            // Never more than a virtqueue's worth.
            int count = Math.min(bytes.remaining(), 4096);
            for (int i = 0; i < count; i++) {
                take(bytes.get() & 0xff);
            }
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void take(int value) {
        if (value == RESET) {
            line.reset();
            put(COMPLAINT.getBytes(StandardCharsets.UTF_8));
        } else if (value == '\n') {
            String command = line.toString(StandardCharsets.UTF_8);
            line.reset();
            answer(command);
        } else {
            line.write(value);
        }
    }

    private void answer(String command) {
        FakeGuest.Answer answer = guest.answer(command);
        byte[] bytes = (answer.json() + "\n").getBytes(StandardCharsets.UTF_8);
        if (answer.command().equals("guest-sync-delimited")) {
            putLater();
            put(new byte[] {(byte) RESET});
            put(bytes);
            return;
        }
        commands.add(answer.command());
        Fault fault = faults.poll();
        putLater();
        if (!answer.json().isEmpty()) {
            put(fault == null ? bytes : fault.of(bytes));
        }
    }

    private void putLater() {
        byte[] old = later;
        later = new byte[0];
        put(old);
    }

    private void put(byte[] bytes) {
        for (byte each : bytes) {
            out.add(each);
        }
    }

    @Override
    public int read(ByteBuffer into, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (isOpen && out.isEmpty() && endless == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!isOpen) {
                return CLOSED;
            }
            int count = 0;
            if (endless != null) {
                out.clear();
                while (into.remaining() > out.size()) {
                    put(endless);
                }
            }
            while (into.hasRemaining() && !out.isEmpty()) {
                into.put(out.remove());
                count++;
            }
            isBlocked &= !out.isEmpty();
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a command of that name has come. */
    void await(String command) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(30);
            while (!commands.contains(command)) {
                if (left <= 0) {
                    throw new AssertionError("no " + command + " came, but " + commands);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
