package io.hv.nativeaccess;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which of the host's processors a thread may use (sched_setaffinity(2)), and its nice value, which Linux keeps for each thread
 * (setpriority(2)). Threads that it starts begin with the same. Created by the thread itself, asked and changed by any. Thread
 * ids are used again, so who does that holds a lock that the thread takes before it ends.
 */
public final class ThreadSchedule {

    /** One more than the greatest number of a processor that Linux can be built for (CONFIG_NR_CPUS). */
    public static final int PROCESSORS = 8192;

    private static final int MASK_SIZE = PROCESSORS / Byte.SIZE;

    private static final long SYS_GETPRIORITY = 140;
    private static final long SYS_SETPRIORITY = 141;
    private static final long SYS_SCHED_SETAFFINITY = 203;
    private static final long SYS_SCHED_GETAFFINITY = 204;
    private static final long PRIO_PROCESS = 0;
    /** What the system call answers is this less the nice value, which is never negative. */
    private static final int PRIORITY_OF_NICE_0 = 20;

    private final int tid;

    private ThreadSchedule() {
        this.tid = Libc.threadId();
    }

    /** That of the calling thread. */
    public static ThreadSchedule here() {
        Libc.Platform.require();
        return new ThreadSchedule();
    }

    /** The thread's number, of which there is a folder in {@code /proc/self/task}. */
    public int tid() {
        return tid;
    }

    /** The processors that it may use, of those that are there. */
    public SortedSet<Integer> processors() {
        return numbers(mask());
    }

    /**
     * Sets which processors it may use.
     *
     * @param wanted numbers from 0
     * @throws NativeException if some of them are not there, or not this process's (EINVAL): the kernel would leave these out
     *     without a word; then nothing has changed
     * @throws IllegalArgumentException if there is none, or no processor can have such a number
     */
    public void processors(Collection<Integer> wanted) {
        BitSet mask = mask(wanted);
        BitSet before = mask();
        set(mask);
        if (!mask().equals(mask)) {
            set(before);
            throw new NativeException("sched_setaffinity(" + new TreeSet<>(wanted) + ")", Errno.EINVAL);
        }
    }

    /** Gives it all the processors that this process may use (cpuset(7)), and tells which those are. */
    public SortedSet<Integer> allProcessors() {
        BitSet all = new BitSet(PROCESSORS);
        all.set(0, PROCESSORS);
        set(all);
        return processors();
    }

    /** Its nice value, -20 to 19. */
    public int nice() {
        return PRIORITY_OF_NICE_0 - (int) checked("getpriority", Libc.syscall(SYS_GETPRIORITY, PRIO_PROCESS, tid, 0));
    }

    /**
     * Sets its nice value.
     *
     * @param value -20, which gets the most of a processor, to 19
     * @throws NativeException if it is lower than before, and this process may not do that (EACCES): RLIMIT_NICE, CAP_SYS_NICE
     */
    public void nice(int value) {
        long unused = checked("setpriority", Libc.syscall(SYS_SETPRIORITY, PRIO_PROCESS, tid, value));
    }

    private BitSet mask() {
        NativeMemory memory = NativeMemory.allocate(MASK_SIZE);
        try {
            long size =
                    checked("sched_getaffinity", Libc.syscall(SYS_SCHED_GETAFFINITY, tid, MASK_SIZE, memory.address()));
            ByteBuffer written = memory.buffer();
            return BitSet.valueOf(written.slice(0, (int) size));
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private void set(BitSet mask) {
        NativeMemory memory = NativeMemory.allocate(MASK_SIZE);
        try {
            memory.buffer().put(0, mask.toByteArray());
            long unused =
                    checked("sched_setaffinity", Libc.syscall(SYS_SCHED_SETAFFINITY, tid, MASK_SIZE, memory.address()));
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private static BitSet mask(Collection<Integer> processors) {
        BitSet mask = new BitSet(PROCESSORS);
        for (int each : processors) {
            if (each < 0 || each >= PROCESSORS) {
                throw new IllegalArgumentException(
                        "a processor has a number from 0 to " + (PROCESSORS - 1) + ", not " + each);
            }
            mask.set(each);
        }
        if (mask.isEmpty()) {
            throw new IllegalArgumentException("a thread needs a processor");
        }
        return mask;
    }

    private static SortedSet<Integer> numbers(BitSet mask) {
        return mask.stream().boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static long checked(String call, long result) {
        if (result == -1) {
            throw new NativeException(call, Libc.errno());
        }
        return result;
    }
}
