package io.hv.kvm.virtio.net;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.RequestWriter;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.FrameQueue;

/**
 * One receive queue: frames come from any thread into a bounded queue, and go from there into the guest's buffers on the
 * machine's.
 */
final class Receiver {

    /** As much as waits for a guest that is busy. */
    private static final int WAITING = 1 << 20;

    /** A frame needs no more buffers than this from any driver that there is. */
    private static final int MOST_BUFFERS = 64;

    private final FrameQueue waiting = new FrameQueue(WAITING);

    // Of the one thread that is in the queue.
    private final Frame frame = new Frame(Frame.MOST);
    private final Request[] buffers = new Request[MOST_BUFFERS];
    private boolean held;
    /** The guest had too few buffers for it once. */
    private boolean tried;

    /** Has a frame wait. For any thread. */
    FrameQueue.Outcome put(Frame coming) {
        return waiting.put(coming);
    }

    /** Forgets what waits. For any thread. */
    void drop() {
        waiting.clear();
    }

    /** Forgets all, while nobody is in the queue. */
    void clear() {
        waiting.clear();
        held = false;
        tried = false;
    }

    /**
     * Puts frames into the guest's buffers, until one or the other is at its end.
     *
     * @param mergeable whether a frame may take several
     * @return how many frames found too little room, and are lost
     */
    int fill(VirtioQueue queue, boolean mergeable) {
        int lost = 0;
        while (held || waiting.take(frame)) {
            held = true;
            Request first = queue.take();
            if (first == null) {
                return lost;
            }
            Outcome outcome = give(queue, first, mergeable);
            if (outcome == Outcome.TOO_FEW && !tried) {
                // There are more in a moment, where the guest is only late, or the machine is to be paused.
                tried = true;
                return lost;
            }
            lost += outcome == Outcome.GIVEN ? 0 : 1;
            held = false;
            tried = false;
        }
        return lost;
    }

    private enum Outcome {
        GIVEN,
        TOO_FEW,
        TOO_SMALL
    }

    private Outcome give(VirtioQueue queue, Request first, boolean mergeable) {
        long need = NetHeader.SIZE + (long) frame.length();
        buffers[0] = first;
        int count = 1;
        long room = first.writer().remaining();
        Outcome outcome = room >= NetHeader.SIZE ? Outcome.GIVEN : Outcome.TOO_SMALL;
        while (outcome == Outcome.GIVEN && room < need) {
            if (!mergeable || count == MOST_BUFFERS) {
                outcome = Outcome.TOO_SMALL;
                continue;
            }
            Request next = queue.take();
            if (next == null) {
                outcome = Outcome.TOO_FEW;
            } else {
                buffers[count++] = next;
                room += next.writer().remaining();
            }
        }
        if (outcome == Outcome.GIVEN) {
            write(count);
        }
        // Without the room a frame needs, its buffers go back empty, which a driver counts as an error of the cable.
        queue.complete(buffers, count);
        return outcome;
    }

    private void write(int count) {
        NetHeader.write(buffers[0].writer(), frame, count);
        int done = 0;
        for (int i = 0; i < count; i++) {
            RequestWriter writer = buffers[i].writer();
            int part = (int) Math.min(writer.remaining(), frame.length() - done);
            writer.write(frame.bytes(), done, part);
            done += part;
        }
    }
}
