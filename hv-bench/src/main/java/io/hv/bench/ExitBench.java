package io.hv.bench;

import io.hv.kvm.ioctl.Kvm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What an exit costs, beside C: from one access of the guest to the next. */
final class ExitBench {

    private static final double LIMIT = 300;

    private ExitBench() {}

    /** On {@code /dev/kvm}. */
    static Section onKvm(Setting setting, Kvm kvm, String title, Access... accesses) {
        return measure(
                setting,
                title,
                (access, part) -> part == 0 ? new KvmHammer(kvm, access) : setting.peer("exits", access.guest()),
                accesses);
    }

    /** With a system call in KVM's place. */
    static Section withoutKvm(Setting setting) {
        return measure(
                setting,
                "loop: the monitor's own part of an exit. A stand-in: no KVM, no guest; proves nothing about /dev/kvm",
                (access, part) ->
                        part == 0 ? RequestFilter.under(() -> new LoopHammer(access)) : setting.loopPeer(access),
                Access.values());
    }

    private static Section measure(
            Setting setting, String title, BiFunction<Access, Integer, Side> sides, Access... accesses) {
        List<String> lines = new ArrayList<>(List.of(Comparison.header()));
        Map<String, Object> json = new LinkedHashMap<>();
        List<Criterion> criteria = new ArrayList<>();
        for (Access access : accesses) {
            try (OneProcessor unused = new OneProcessor();
                    Side java = sides.apply(access, 0);
                    Side c = sides.apply(access, 1)) {
                Comparison comparison = setting.compare(java, c);
                lines.add(comparison.row(access.label()));
                json.put(access.name(), comparison.json());
                criteria.add(new Criterion(access.label() + ": Java minus C", comparison.difference(), LIMIT, "ns"));
            }
        }
        return new Section(title, lines, json, criteria);
    }
}
