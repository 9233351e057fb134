package io.hv.kvm.virtio;

import com.sun.management.ThreadMXBean;
import io.hv.kvm.bus.Uninterrupted;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs each job on a thread that has never done anything, and notes what it has allocated on the heap. Now and then the JVM
 * itself allocates on a thread whose method has become worth compiling; what hv's code allocates on a new thread, it
 * allocates on each: so a job is run in several rounds, and the least counts.
 */
final class NewThreads {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<Long> allocated = new ArrayList<>();

    /** Runs one to its end. What looking costs is not in what is noted. */
    void run(Runnable job) {
        AtomicLong bytes = new AtomicLong();
        Thread thread = new Thread(() -> {
            long id = Thread.currentThread().getId();
            long first = threads.getThreadAllocatedBytes(id);
            long before = threads.getThreadAllocatedBytes(id);
            job.run();
            long after = threads.getThreadAllocatedBytes(id);
            bytes.set(after - before - (before - first));
        });
        thread.start();
        Uninterrupted.join(thread);
        allocated.add(bytes.get());
    }

    /** The bytes of each job, in order. */
    List<Long> allocated() {
        return List.copyOf(allocated);
    }

    /** The least of every so many jobs, from one on. */
    long least(int from, int step) {
        long least = Long.MAX_VALUE;
        for (int at = from; at < allocated.size(); at += step) {
            least = Math.min(least, allocated.get(at));
        }
        return least;
    }
}
