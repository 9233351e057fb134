package io.hv.bench;

import com.sun.management.ThreadMXBean;
import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Content;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.MultibootBoot;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** hv's side, by the public API: a machine for each turn, with a disk on memory-mapped registers. */
final class DiskHammer {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String NAME = "hammer";
    private static final String IO_THREADS = "hv/" + NAME + "/io";

    private final Host host;
    private final Path disk;

    /**
     * What the I/O threads have allocated on the Java heap.
     *
     * @param bytes of all of them
     * @param requests done meanwhile
     */
    record Allocation(long bytes, long requests) {}

    DiskHammer(Host host, Path disk) {
        this.host = host;
        this.disk = disk;
    }

    private TransientDomain start(SmallGuest guest) {
        return host.create(DomainSpec.named(NAME)
                .memory(ByteSize.mib(64))
                .boot(MultibootBoot.kernel(Content.bytes(guest.bytes())))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(disk))))
                .with(KvmOptions.defaults().virtioTransport(VirtioTransport.MMIO))
                .build());
    }

    private static void await(ConsoleSession console, char mark) {
        String unused = console.expect(String.valueOf(mark), PATIENCE);
    }

    /** From the guest's first mark to its second, in nanoseconds. */
    long nanos(SmallGuest guest) {
        try (TransientDomain domain = start(guest);
                ConsoleSession console = domain.console().open(From.START)) {
            await(console, DiskBench.BEGIN);
            long begin = System.nanoTime();
            await(console, DiskBench.END);
            return System.nanoTime() - begin;
        }
    }

    /** How often the guest left for the monitor in all. */
    long exits(SmallGuest guest) {
        try (TransientDomain domain = start(guest)) {
            Object unused = domain.awaitEnd(PATIENCE);
            return domain.as(KvmDomain.class).exits().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** From a quarter of the requests between the marks to three quarters; nothing is timed, so that looking may cost. */
    Allocation allocation(SmallGuest guest) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long quarter = guest.value("count") / 4;
        try (TransientDomain domain = start(guest);
                ConsoleSession console = domain.console().open(From.START)) {
            await(console, DiskBench.BEGIN);
            long[] ids = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith(IO_THREADS))
                    .mapToLong(Thread::getId)
                    .toArray();
            if (ids.length == 0) {
                throw new IllegalStateException("there are no threads " + IO_THREADS);
            }
            long first = awaitReads(domain, guest.value("warmup") + quarter);
            long before = sum(threads.getThreadAllocatedBytes(ids));
            long last = awaitReads(domain, first + 2 * quarter);
            long after = sum(threads.getThreadAllocatedBytes(ids));
            await(console, DiskBench.END);
            return new Allocation(after - before, last - first);
        }
    }

    private static long awaitReads(TransientDomain domain, long count) {
        long reads = 0;
        while (reads < count) {
            Thread.onSpinWait();
            reads = domain.disk("vda").statistics().reads();
        }
        return reads;
    }

    private static long sum(long[] bytes) {
        if (Arrays.stream(bytes).anyMatch(each -> each < 0)) {
            throw new IllegalStateException("an I/O thread has ended, or this JVM does not count");
        }
        return Arrays.stream(bytes).sum();
    }
}
