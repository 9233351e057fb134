package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.memory.GuestMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A driver for the {@link EchoDevice} that sleeps whenever a real one would, and does one small thing at each
 * {@link #step}. It looks for answers only after an interrupt: one that is lost leaves it asleep for ever.
 */
final class EchoClient {

    /** What it is about to do. */
    private enum At {
        PREPARE,
        EXPOSE,
        ASK,
        NOTIFY,
        DISABLE,
        COLLECT,
        ENABLE,
        LOOK_AGAIN,
        ASLEEP
    }

    /** What was asked, and for how many bytes of the answer there is room. */
    private record Pending(Bytes question, int room) {}

    private static final int HALF = 128;

    private final GuestMemory memory;
    private final DriverRing ring;
    private final int queue;
    private final Random random;
    private final long data;
    private final Pending[] pending;
    private final Deque<Integer> slots = new ArrayDeque<>();
    private final AtomicInteger interrupts = new AtomicInteger();
    private VirtioFunction function;
    private At at = At.PREPARE;
    private int left;
    private int done;

    EchoClient(GuestMemory memory, VirtioFunction function, int queue, DriverRing ring, int requests, Random random) {
        this.memory = memory;
        this.function = function;
        this.queue = queue;
        this.ring = ring;
        this.left = requests;
        this.random = random;
        this.data = ring.base + DriverRing.space(ring.size);
        this.pending = new Pending[ring.size];
        for (int i = 0; i < ring.size; i++) {
            slots.add(i);
        }
    }

    /** How much memory the ring and the data take. */
    static long space(int size) {
        return DriverRing.space(size) + 2L * HALF * size;
    }

    /** The device has interrupted; any thread. */
    void interrupt() {
        interrupts.incrementAndGet();
    }

    /** Goes on with another function that has the same state. */
    void moveTo(VirtioFunction other) {
        function = other;
    }

    boolean finished() {
        return left == 0 && ring.outstanding() == 0;
    }

    int done() {
        return done;
    }

    /** Whether it waits for an interrupt that has not come. */
    boolean asleep() {
        return at == At.ASLEEP && interrupts.get() == 0 && !finished();
    }

    /** One small thing. */
    void step() {
        at = switch (at) {
            case PREPARE -> prepare();
            case EXPOSE -> {
                ring.expose();
                yield At.ASK;
            }
            case ASK -> ring.wantsNotification() ? At.NOTIFY : At.DISABLE;
            case NOTIFY -> {
                function.driverNotifies(queue);
                yield At.DISABLE;
            }
            case DISABLE -> {
                if (random.nextInt(4) != 0) {
                    ring.wantNoInterrupt();
                }
                yield At.COLLECT;
            }
            case COLLECT -> collect();
            case ENABLE -> {
                interrupts.set(0);
                ring.wantInterrupt();
                yield At.LOOK_AGAIN;
            }
            case LOOK_AGAIN -> lookAgain();
            case ASLEEP -> interrupts.get() == 0 ? At.ASLEEP : At.DISABLE;
        };
    }

    private At prepare() {
        if (left == 0 || !offer()) {
            return At.EXPOSE;
        }
        left--;
        return random.nextInt(3) == 0 ? At.EXPOSE : At.PREPARE;
    }

    private At collect() {
        DriverRing.Used used = ring.collect();
        if (used == null) {
            // Some look for answers by themselves for a while.
            return left > 0 && !slots.isEmpty() && random.nextInt(4) == 0 ? At.PREPARE : At.ENABLE;
        }
        check(used);
        return At.COLLECT;
    }

    private At lookAgain() {
        if (ring.hasUsed()) {
            return At.DISABLE;
        }
        return left > 0 && (ring.outstanding() == 0 || random.nextInt(8) == 0) ? At.PREPARE : At.ASLEEP;
    }

    private boolean offer() {
        Integer slot = slots.peek();
        if (slot == null) {
            return false;
        }
        int pieces = 1 + random.nextInt(ring.longest());
        int readable = random.nextInt(pieces + 1);
        byte[] question = new byte[readable == 0 ? 0 : random.nextInt(HALF)];
        random.nextBytes(question);
        int room = readable == pieces ? 0 : random.nextInt(HALF);
        long address = data + 2L * HALF * slot;
        List<DriverRing.Buffer> buffers = new ArrayList<>();
        cut(buffers, address, question.length, readable, false);
        cut(buffers, address + HALF, room, pieces - readable, true);
        if (!ring.prepare(buffers, slot)) {
            return false;
        }
        slots.remove();
        memory.write(address, question);
        memory.fill(address + HALF, HALF, (byte) 0x77);
        pending[slot] = new Pending(Bytes.of(question), room);
        return true;
    }

    private void cut(List<DriverRing.Buffer> buffers, long address, int length, int pieces, boolean writable) {
        int cut = 0;
        for (int i = 0; i < pieces; i++) {
            int size = i == pieces - 1 ? length - cut : random.nextInt(length - cut + 1);
            buffers.add(new DriverRing.Buffer(address + cut, size, writable));
            cut += size;
        }
    }

    private void check(DriverRing.Used used) {
        Pending request = pending[used.cookie()];
        byte[] expected = new byte[HALF];
        Arrays.fill(expected, (byte) 0x77);
        int length = Math.min(request.question().size(), request.room());
        for (int i = 0; i < length; i++) {
            expected[i] = (byte) (request.question().at(i) ^ EchoDevice.KEY);
        }
        assertEquals(length, used.written());
        assertArrayEquals(expected, memory.read(data + 2L * HALF * used.cookie() + HALF, HALF));
        slots.add(used.cookie());
        done++;
    }
}
