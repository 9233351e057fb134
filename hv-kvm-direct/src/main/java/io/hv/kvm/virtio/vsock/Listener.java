package io.hv.kvm.virtio.vsock;

import io.hv.kvm.VsockListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A port that the guest connects to, and the connections that nobody has accepted yet. Under the table's lock. */
final class Listener {

    private final SocketTable table;
    private final int port;
    private final Condition changed;
    private final Deque<Flow> waiting = new ArrayDeque<>();
    private boolean over;

    Listener(SocketTable table, int port) {
        this.table = table;
        this.port = port;
        this.changed = table.newCondition();
    }

    int number() {
        return port;
    }

    Condition changed() {
        return changed;
    }

    boolean isOver() {
        return over;
    }

    boolean isFull() {
        return waiting.size() == VsockListener.BACKLOG;
    }

    void offer(Flow flow) {
        waiting.add(flow);
        changed.signal();
    }

    /** It failed before anybody has accepted it. */
    void drop(Flow flow) {
        boolean unused = waiting.remove(flow);
    }

    /** The one that waits longest; null if none does. */
    @Nullable
    Flow poll() {
        Flow flow = waiting.poll();
        if (flow != null) {
            flow.accepted();
        }
        return flow;
    }

    /** Nobody accepts any more. */
    void end() {
        if (over) {
            return;
        }
        over = true;
        table.remove(this);
        List<Flow> left = new ArrayList<>(waiting);
        waiting.clear();
        for (Flow flow : left) {
            if (flow.phase() != Flow.Phase.OVER) {
                flow.abort("nobody listens any more");
            }
        }
        changed.signalAll();
    }
}
