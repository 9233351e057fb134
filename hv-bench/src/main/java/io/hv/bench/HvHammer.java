package io.hv.bench;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.MultibootBoot;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** hv's side, by the public API: a machine for each turn, with a device on memory-mapped registers. */
final class HvHammer {

    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Host host;
    private final String name;
    private final Consumer<DomainSpec.Builder> device;

    /**
     * A side.
     *
     * @param name of its machines
     * @param device gives each of them its device
     */
    HvHammer(Host host, String name, Consumer<DomainSpec.Builder> device) {
        this.host = host;
        this.name = name;
        this.device = device;
    }

    /** A machine that has begun. */
    TransientDomain start(SmallGuest guest) {
        return host.create(DomainSpec.named(name)
                .memory(ByteSize.mib(64))
                .boot(MultibootBoot.kernel(Content.bytes(guest.bytes())))
                .with(KvmOptions.defaults().virtioTransport(VirtioTransport.MMIO))
                .build()
                .edit(device));
    }

    private static void await(ConsoleSession console, char mark) {
        String unused = console.expect(String.valueOf(mark), PATIENCE);
    }

    /** From the guest's first mark to its second, in nanoseconds. */
    long nanos(SmallGuest guest) {
        try (TransientDomain domain = start(guest);
                ConsoleSession console = domain.console().open(From.START)) {
            await(console, BesideQemu.BEGIN);
            long begin = System.nanoTime();
            await(console, BesideQemu.END);
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

    /**
     * What I/O threads allocate from a quarter of the way between the marks to three quarters; nothing is timed, so that
     * looking may cost.
     *
     * @param done how many requests a machine has done since it was made
     */
    IoAllocation allocation(SmallGuest guest, ToLongFunction<TransientDomain> done) {
        long quarter = guest.value("count") / 4;
        try (TransientDomain domain = start(guest);
                ConsoleSession console = domain.console().open(From.START)) {
            await(console, BesideQemu.BEGIN);
            IoAllocation allocation =
                    IoAllocation.of(() -> done.applyAsLong(domain), guest.value("warmup") + quarter, 2 * quarter);
            await(console, BesideQemu.END);
            return allocation;
        }
    }
}
