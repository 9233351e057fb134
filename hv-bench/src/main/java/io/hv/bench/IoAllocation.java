package io.hv.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the I/O threads of this process's machines have allocated on the Java heap, by the JVM's own count of each.
 *
 * @param bytes of all of them
 * @param requests done meanwhile
 */
record IoAllocation(long bytes, long requests) {

    private static final String OF_MACHINES = "hv/hammer";
    private static final String IO = "/io";

    /**
     * Looks on until so many requests are done.
     *
     * @param done how many are, of machines whose names begin with {@code hammer}
     * @param first from how many on it counts
     * @param count for how many more, at least
     * @throws IllegalStateException if there are no such threads, or one ends meanwhile, or none does a request for a while
     */
    static IoAllocation of(LongSupplier done, long first, long count) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long begin = await(done, first);
        long[] ids = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(OF_MACHINES)
                        && thread.getName().contains(IO))
                .mapToLong(Thread::getId)
                .toArray();
        if (ids.length == 0) {
            throw new IllegalStateException("there are no threads " + OF_MACHINES + "*" + IO);
        }
        long before = sum(threads.getThreadAllocatedBytes(ids));
        long end = await(done, begin + count);
        return new IoAllocation(sum(threads.getThreadAllocatedBytes(ids)) - before, end - begin);
    }

    private static long await(LongSupplier done, long count) {
        return Spin.until(done, count, "requests");
    }

    private static long sum(long[] bytes) {
        if (Arrays.stream(bytes).anyMatch(each -> each < 0)) {
            throw new IllegalStateException("an I/O thread has ended, or this JVM does not count");
        }
        return Arrays.stream(bytes).sum();
    }

    Map<String, Object> json() {
        return Map.of("bytes", bytes, "requests", requests);
    }
}
