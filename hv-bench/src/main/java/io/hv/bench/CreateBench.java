package io.hv.bench;

import io.hv.guests.SmallGuest;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.machine.MachineConfig;
import io.hv.kvm.machine.MachineCrash;
import io.hv.kvm.machine.MachineObserver;
import io.hv.kvm.machine.VirtualMachine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * From nothing to a guest's first access: RAM, interrupt controllers, timer, vCPU, devices, threads, boot image, and the
 * first instructions. Destroying is not measured, and is over before the other side has its turn.
 */
final class CreateBench {

    private static final double LIMIT = 1_000_000;
    private static final int SERIAL = 0x3f8;

    private final Kvm kvm;
    private final SmallGuest guest;

    private CreateBench(Kvm kvm, SmallGuest guest) {
        this.kvm = kvm;
        this.guest = guest;
    }

    static Section measure(Setting setting, Kvm kvm) {
        // Its first access is a byte for the serial port, which hv's machine hands on at once.
        SmallGuest guest = Access.OUT.guest().with("where", SERIAL);
        CreateBench bench = new CreateBench(kvm, guest);
        try (OneProcessor unusedPin = new OneProcessor();
                Peer peer = setting.peer("create", guest)) {
            for (int i = 0; i < setting.options().creates; i++) {
                long[] unused = bench.create();
            }
            long[] unused = peer.ask("one");
            Comparison comparison = Comparison.of(
                    Pairs.take(setting.options().pairs, setting.options().seed, bench::create, () -> peer.ask("one")),
                    1);
            return new Section(
                    "create to first exit",
                    List.of(Comparison.header(), comparison.row("create")),
                    Map.of("create", comparison.json()),
                    List.of(new Criterion("create: Java minus C", comparison.difference(), LIMIT, "ns")));
        }
    }

    private long[] create() {
        CompletableFuture<Long> first = new CompletableFuture<>();
        MachineObserver observer = new MachineObserver() {
            @Override
            public void poweredOff() {
                fail("power off");
            }

            @Override
            public void crashed(MachineCrash crash) {
                fail(crash.message());
            }

            @Override
            public void guestFault(String device, String rule) {
                fail(device + ": " + rule);
            }

            private void fail(String why) {
                first.completeExceptionally(new IllegalStateException("the guest stopped: " + why));
            }
        };
        try (Reaper reaper = new Reaper("bench/reaper")) {
            long start = System.nanoTime();
            MachineConfig config = new MachineConfig(
                    "bench",
                    KvmHammer.RAM,
                    1,
                    false,
                    Set.of(),
                    layout -> FlatLoader.load(
                            layout,
                            BootFile.of(guest.name(), guest.bytes()),
                            EntryMode.LONG,
                            guest.loadAddress(),
                            guest.entry()),
                    () -> ByteSource.NOTHING,
                    value -> first.complete(System.nanoTime()));
            try (VirtualMachine machine = new VirtualMachine(kvm, config, observer, reaper)) {
                machine.resume();
                long end = first.orTimeout(1, TimeUnit.MINUTES).join();
                return new long[] {end - start};
            }
        }
    }
}
