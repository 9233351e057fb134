package io.hv.backend;

import io.hv.Console;
import io.hv.ConsoleSession;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Both directions of a domain's serial console. The machine writes output, which never waits, into a ring that grows up
 * to {@link #CAPACITY}; it takes input when the guest is ready for it. Sessions read with positions of their own. Lives
 * as long as the domain; {@link #begin()} and {@link #end()} frame each run. Safe for any thread.
 */
public final class ConsoleBuffer implements Console {

    /** How many bytes of output are kept: {@value}. */
    public static final int CAPACITY = 1 << 18;

    /** How many bytes of input wait for the guest: {@value}. */
    public static final int INPUT_CAPACITY = 1 << 12;

    private static final int FIRST = 1 << 10;

    final ReentrantLock lock = new ReentrantLock();
    /** Output came, input went, or what {@link #over} says. */
    final Condition changed = lock.newCondition();
    /** The run has ended, or a session was closed. */
    final Condition over = lock.newCondition();

    final String domain;

    private byte[] ring = new byte[FIRST];
    private long written;
    private long runStart;
    private boolean running;

    private final byte[] input = new byte[INPUT_CAPACITY];
    private int inputHead;
    private int inputSize;
    private @Nullable Runnable inputListener;

    /**
     * An empty console.
     *
     * @param domain the domain's name, for messages
     */
    public ConsoleBuffer(String domain) {
        this.domain = domain;
    }

    // ---- the machine's side

    /** A run begins: input that nobody took is forgotten. */
    public void begin() {
        lock.lock();
        try {
            runStart = written;
            running = true;
            inputSize = 0;
        } finally {
            lock.unlock();
        }
    }

    /** The run has ended: no output comes any more, and waiting readers and writers are told. */
    public void end() {
        lock.lock();
        try {
            running = false;
            inputListener = null;
            changed.signalAll();
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One byte of output. Never waits. */
    public void output(byte value) {
        lock.lock();
        try {
            if (written - oldest() == ring.length && ring.length < CAPACITY) {
                grow();
            }
            ring[index(written)] = value;
            written++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next byte of input, 0 to 255, or -1 if there is none now. */
    public int input() {
        lock.lock();
        try {
            if (inputSize == 0) {
                return -1;
            }
            int value = input[inputHead] & 0xff;
            inputHead = (inputHead + 1) % INPUT_CAPACITY;
            inputSize--;
            changed.signalAll();
            return value;
        } finally {
            lock.unlock();
        }
    }

    /** What was typed and the guest has not read yet: a part of the state of a machine that stands still. */
    public byte[] pendingInput() {
        lock.lock();
        try {
            byte[] pending = new byte[inputSize];
            for (int i = 0; i < inputSize; i++) {
                pending[i] = input[(inputHead + i) % INPUT_CAPACITY];
            }
            return pending;
        } finally {
            lock.unlock();
        }
    }

    /** What a machine that goes on from another one's state reads first; as much of it as fits. After {@link #begin()}. */
    public void startWith(byte[] pending) {
        lock.lock();
        try {
            int unused = offerInput(pending, 0);
        } finally {
            lock.unlock();
        }
    }

    /** Who is told, without a lock held, when input has come; until the run ends. Told at once if some is there. */
    public void onInput(Runnable listener) {
        boolean some;
        lock.lock();
        try {
            inputListener = listener;
            some = inputSize > 0;
        } finally {
            lock.unlock();
        }
        if (some) {
            listener.run();
        }
    }

    // ---- the sessions' side

    @Override
    public ConsoleSession open(From from) {
        lock.lock();
        try {
            return new BufferedSession(this, from == From.START ? Math.max(runStart, oldest()) : written);
        } finally {
            lock.unlock();
        }
    }

    boolean isRunning() {
        return running;
    }

    long written() {
        return written;
    }

    /** The position of the oldest byte that is still there. Called with the lock held. */
    long oldest() {
        return Math.max(0, written - ring.length);
    }

    /** A copy of what was written at and after a position that is not older than {@link #oldest()}, lock held. */
    byte[] from(long position) {
        byte[] bytes = new byte[(int) (written - position)];
        int start = index(position);
        int first = Math.min(bytes.length, ring.length - start);
        System.arraycopy(ring, start, bytes, 0, first);
        System.arraycopy(ring, 0, bytes, first, bytes.length - first);
        return bytes;
    }

    /** Queues as much input as fits; the caller then runs {@link #inputListener()} without the lock. Lock held. */
    int offerInput(byte[] bytes, int offset) {
        int count = Math.min(bytes.length - offset, INPUT_CAPACITY - inputSize);
        for (int i = 0; i < count; i++) {
            input[(inputHead + inputSize + i) % INPUT_CAPACITY] = bytes[offset + i];
        }
        inputSize += count;
        return count;
    }

    @Nullable
    Runnable inputListener() {
        return inputListener;
    }

    private void grow() {
        byte[] kept = from(oldest());
        byte[] larger = new byte[ring.length * 2];
        long first = oldest();
        ring = larger;
        for (int i = 0; i < kept.length; i++) {
            ring[index(first + i)] = kept[i];
        }
    }

    private int index(long position) {
        return (int) (position % ring.length);
    }

    /** Never the content: what a guest prints may be secret. */
    @Override
    public String toString() {
        return "console of '" + domain + "'";
    }
}
