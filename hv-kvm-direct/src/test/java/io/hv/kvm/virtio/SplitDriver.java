package io.hv.kvm.virtio;

import io.hv.kvm.memory.GuestMemory;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Virtio 1.2, 2.7. */
final class SplitDriver extends DriverRing {

    private final Deque<Integer> free = new ArrayDeque<>();
    private final Map<Integer, List<Integer>> chains = new HashMap<>();
    private int prepared;
    private int exposed;
    private int notified;
    private int collected;

    SplitDriver(GuestMemory memory, long base, int size, long features) {
        super(memory, base, size, features);
        for (int i = 0; i < size; i++) {
            free.add(i);
        }
    }

    @Override
    int place(List<Buffer> buffers) {
        int wanted = indirect ? 1 : buffers.size();
        if (wanted > free.size()) {
            return -1;
        }
        List<Integer> chain = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            chain.add(free.remove());
        }
        int head = chain.get(0);
        if (indirect) {
            long table = table(head);
            // The table's entries in reverse, so that next says something.
            int count = buffers.size();
            for (int i = 0; i < count; i++) {
                int at = place(i, count);
                link(table + 16L * at, buffers.get(i), i + 1 < count, i + 1 < count ? place(i + 1, count) : 0);
            }
            write(descriptors() + 16L * head, new Buffer(table, 16 * count, false), INDIRECT, 0);
        } else {
            for (int i = 0; i < wanted; i++) {
                boolean more = i + 1 < wanted;
                link(descriptors() + 16L * chain.get(i), buffers.get(i), more, more ? chain.get(i + 1) : 0);
            }
        }
        memory.putShort(driverPart() + 4 + 2L * (prepared % size), (short) head);
        prepared = (prepared + 1) & 0xffff;
        chains.put(head, chain);
        return head;
    }

    /** The first entry of a table is where a chain begins; the others may be anywhere. */
    private static int place(int number, int count) {
        return number == 0 ? 0 : count - number;
    }

    private void link(long descriptor, Buffer buffer, boolean more, int next) {
        write(descriptor, buffer, (buffer.writable() ? WRITE : 0) | (more ? NEXT : 0), next);
    }

    @Override
    void expose() {
        VarHandle.releaseFence();
        exposed = prepared;
        memory.putShort(driverPart() + 2, (short) exposed);
        VarHandle.fullFence();
    }

    @Override
    boolean wantsNotification() {
        int before = notified;
        notified = exposed;
        if (!eventIndex) {
            return before != exposed && (memory.getShort(devicePart()) & 1) == 0;
        }
        int event = memory.getShort(devicePart() + 4 + 8L * size);
        return ((exposed - event - 1) & 0xffff) < ((exposed - before) & 0xffff);
    }

    @Override
    boolean hasUsed() {
        boolean any = (memory.getShort(devicePart() + 2) & 0xffff) != collected;
        VarHandle.acquireFence();
        return any;
    }

    @Override
    @Nullable
    Used collect() {
        if (!hasUsed()) {
            return null;
        }
        long element = devicePart() + 4 + 8L * (collected % size);
        collected = (collected + 1) & 0xffff;
        int head = memory.getInt(element);
        Used used = used(head, memory.getInt(element + 4));
        free.addAll(Objects.requireNonNull(chains.remove(head)));
        return used;
    }

    @Override
    void wantInterrupt() {
        if (eventIndex) {
            memory.putShort(driverPart() + 4 + 2L * size, (short) collected);
        } else {
            memory.putShort(driverPart(), (short) 0);
        }
        VarHandle.fullFence();
    }

    @Override
    void wantNoInterrupt() {
        if (!eventIndex) {
            memory.putShort(driverPart(), (short) 1);
        }
    }
}
