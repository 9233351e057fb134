package io.hv.bench;

import io.hv.ByteSize;
import io.hv.CloneSpec;
import io.hv.Clones;
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
import io.hv.guests.SmallGuests;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A machine with one disk, by the public API, whose guest has written some of its memory and stands still until it is told
 * that it is a copy. It is forked while it is running.
 */
final class ForkParent implements AutoCloseable {

    /** What the guest has written before it stands still. */
    static final int TOUCHED_MIB = 64;

    /** What it says last before it does. */
    static final String READY = "generation ready\n";

    /** What it says first of all when it is a copy. */
    static final String FIRST = ">";

    private static final int PAGES_OF_MIB = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TransientDomain domain;

    /** A machine that is ready. */
    ForkParent(Host host, int mib, SmallGuest guest, Path disk) {
        domain = host.create(DomainSpec.named("fork" + mib)
                .memory(ByteSize.mib(mib))
                .boot(MultibootBoot.kernel(Content.bytes(guest.bytes())))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(disk))))
                .build());
        try {
            awaitReady(domain);
        } catch (RuntimeException e) {
            domain.close();
            throw e;
        }
    }

    private static void awaitReady(TransientDomain domain) {
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect(READY, PATIENCE);
        }
    }

    /** The guest that waits to be told, and has written some memory before. */
    static SmallGuest guest() {
        return SmallGuests.generation()
                .with("waits", 1)
                .with("times", 0)
                .with("touched", (long) TOUCHED_MIB * PAGES_OF_MIB);
    }

    /**
     * Forks it once. The fork is gone when this returns, which is not in the time.
     *
     * @return from the call to the fork's first instructions, in nanoseconds; and how long this machine stood still
     */
    long[] fork() {
        long machines = Burials.machines();
        long begin = System.nanoTime();
        long[] times;
        try (Clones clones = domain.cloneAs(CloneSpec.live()).await()) {
            awaitFirst(clones.domains().get(0));
            times = new long[] {
                System.nanoTime() - begin, clones.report().pause().toNanos()
            };
        }
        Burials.await(machines);
        return times;
    }

    /** Makes forks that stay, each of which has run and stands still again. */
    Clones fork(int count) {
        Clones clones = domain.cloneAs(CloneSpec.live().count(count)).await();
        try {
            clones.domains().forEach(ForkParent::awaitFirst);
        } catch (RuntimeException e) {
            clones.close();
            throw e;
        }
        return clones;
    }

    private static void awaitFirst(TransientDomain fork) {
        try (ConsoleSession console = fork.console().open(From.START)) {
            String unused = console.expect(FIRST, PATIENCE);
        }
    }

    @Override
    public void close() {
        domain.close();
    }
}
