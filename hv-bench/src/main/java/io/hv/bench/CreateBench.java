package io.hv.bench;

import io.hv.kvm.ioctl.Kvm;
import java.util.List;
import java.util.Map;

/**
 * From nothing to a guest's first access: RAM, interrupt controllers, timer, vCPU, devices, threads, boot image, and the
 * first instructions. Destroying is not measured, and is over before the other side has its turn.
 */
final class CreateBench {

    private static final double LIMIT = 1_000_000;

    private CreateBench() {}

    static Section measure(Setting setting, Kvm kvm) {
        EmptyMachine machine = new EmptyMachine(kvm, KvmHammer.RAM);
        try (OneProcessor unusedPin = new OneProcessor();
                Peer peer = setting.peer("create", EmptyMachine.guest())) {
            for (int i = 0; i < setting.options().creates; i++) {
                long unused = machine.create();
            }
            long[] unused = peer.ask("one");
            Comparison comparison = Comparison.of(
                    Pairs.take(
                            setting.options().pairs,
                            setting.options().seed,
                            () -> new long[] {machine.create()},
                            () -> peer.ask("one")),
                    1);
            return new Section(
                    "create to first exit",
                    List.of(Comparison.header(), comparison.row("create")),
                    Map.of("create", comparison.json()),
                    List.of(new Criterion("create: Java minus C", comparison.difference(), LIMIT, "ns")));
        }
    }
}
