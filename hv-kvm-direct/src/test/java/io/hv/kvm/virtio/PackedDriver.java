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

/** Virtio 1.2, 2.8. */
final class PackedDriver extends DriverRing {

    private static final int AVAILABLE = 1 << 7;
    private static final int USED = 1 << 15;
    private static final int DISABLE = 1;
    private static final int DESCRIPTOR = 2;

    /** A head whose flags are not written yet. */
    private record Head(long descriptor, int flags) {}

    private final Deque<Integer> ids = new ArrayDeque<>();
    private final Map<Integer, Integer> lengths = new HashMap<>();
    private final List<Head> prepared = new ArrayList<>();
    private int room;
    private int next;
    private boolean nextWrap = true;
    private int collected;
    private boolean collectedWrap = true;
    private int placed;
    private int exposed;

    PackedDriver(GuestMemory memory, long base, int size, long features) {
        super(memory, base, size, features);
        this.room = size;
        for (int i = 0; i < size; i++) {
            ids.add(i);
        }
    }

    @Override
    int place(List<Buffer> buffers) {
        int wanted = indirect ? 1 : buffers.size();
        if (wanted > room) {
            return -1;
        }
        room -= wanted;
        int id = ids.remove();
        lengths.put(id, wanted);
        if (indirect) {
            long table = table(id);
            for (int i = 0; i < buffers.size(); i++) {
                write(table + 16L * i, buffers.get(i), 0, buffers.get(i).writable() ? WRITE : 0);
            }
            put(new Buffer(table, 16 * buffers.size(), false), id, INDIRECT, true);
        } else {
            for (int i = 0; i < wanted; i++) {
                Buffer buffer = buffers.get(i);
                int flags = (buffer.writable() ? WRITE : 0) | (i + 1 < wanted ? NEXT : 0);
                put(buffer, id, flags, i == 0);
            }
        }
        placed += wanted;
        return id;
    }

    private void put(Buffer buffer, int id, int flags, boolean first) {
        long descriptor = descriptors() + 16L * next;
        int all = flags | (nextWrap ? AVAILABLE : USED);
        int before = memory.getShort(descriptor + 14);
        write(descriptor, buffer, id, first ? before : all);
        if (first) {
            prepared.add(new Head(descriptor, all));
        }
        next++;
        if (next == size) {
            next = 0;
            nextWrap = !nextWrap;
        }
    }

    @Override
    void expose() {
        VarHandle.releaseFence();
        // The last first: a device that has seen the first may look at all.
        for (int i = prepared.size() - 1; i >= 0; i--) {
            memory.putShort(
                    prepared.get(i).descriptor() + 14, (short) prepared.get(i).flags());
            VarHandle.releaseFence();
        }
        prepared.clear();
        exposed += placed;
        placed = 0;
        VarHandle.fullFence();
    }

    @Override
    boolean wantsNotification() {
        int since = exposed;
        exposed = 0;
        int flags = memory.getShort(devicePart() + 2) & 3;
        if (since == 0 || flags == DISABLE) {
            return false;
        }
        if (flags != DESCRIPTOR) {
            return true;
        }
        int event = memory.getShort(devicePart()) & 0xffff;
        int at = event & 0x7fff;
        int wanted = (event >>> 15 != 0) == nextWrap ? at : at - size;
        return wanted < next && wanted >= next - since;
    }

    @Override
    boolean hasUsed() {
        int flags = memory.getShort(descriptors() + 16L * collected + 14) & 0xffff;
        VarHandle.acquireFence();
        return ((flags & AVAILABLE) != 0) == collectedWrap && ((flags & USED) != 0) == collectedWrap;
    }

    @Override
    @Nullable
    Used collect() {
        if (!hasUsed()) {
            return null;
        }
        long descriptor = descriptors() + 16L * collected;
        int id = memory.getShort(descriptor + 12) & 0xffff;
        boolean wrote = (memory.getShort(descriptor + 14) & WRITE) != 0;
        Used used = used(id, wrote ? memory.getInt(descriptor + 8) : 0);
        int length = Objects.requireNonNull(lengths.remove(id));
        ids.add(id);
        room += length;
        collected += length;
        if (collected >= size) {
            collected -= size;
            collectedWrap = !collectedWrap;
        }
        return used;
    }

    @Override
    void wantInterrupt() {
        if (eventIndex) {
            memory.putShort(driverPart(), (short) (collected | (collectedWrap ? 0x8000 : 0)));
            VarHandle.releaseFence();
            memory.putShort(driverPart() + 2, (short) DESCRIPTOR);
        } else {
            memory.putShort(driverPart() + 2, (short) 0);
        }
        VarHandle.fullFence();
    }

    @Override
    void wantNoInterrupt() {
        memory.putShort(driverPart() + 2, (short) DISABLE);
    }
}
