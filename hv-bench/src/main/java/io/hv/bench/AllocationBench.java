package io.hv.bench;

import com.sun.management.ThreadMXBean;
import io.hv.kvm.ioctl.Kvm;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What the vCPU's thread allocates on the Java heap during exits, by the JVM's own count of that thread, read on that
 * thread while the guest runs. Nothing is compared and nothing timed.
 */
final class AllocationBench {

    private static final int WINDOWS = 5;

    private AllocationBench() {}

    static Section onKvm(Setting setting, Kvm kvm) {
        return measure(setting, "allocation", access -> new KvmHammer(kvm, access));
    }

    static Section withoutKvm(Setting setting) {
        return measure(setting, "loop: allocation", access -> RequestFilter.under(() -> new LoopHammer(access)));
    }

    private static Section measure(Setting setting, String title, Function<Access, Hammer> hammers) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long exits = setting.options().tail;
        List<String> lines = new ArrayList<>();
        Map<String, Object> json = new LinkedHashMap<>(Map.of("exits", exits));
        List<Criterion> criteria = new ArrayList<>();
        for (Access access : Access.values()) {
            try (Hammer hammer = hammers.apply(access)) {
                // What is allocated once, when code runs for the first time, is not allocated per exit.
                long[] bytes = Hammer.differences(hammer.read(
                        setting.options().warmup,
                        exits / WINDOWS,
                        WINDOWS + 1,
                        threads::getCurrentThreadAllocatedBytes));
                long sum = 0;
                for (long each : bytes) {
                    sum += each;
                }
                lines.add(String.format(
                        Locale.ROOT, "%-12s %d bytes in %d exits", access.label(), sum, exits / WINDOWS * WINDOWS));
                json.put(access.name(), bytes);
                criteria.add(new Criterion(access.label() + ": allocated", sum, 0, "bytes"));
            }
        }
        return new Section(title, lines, json, criteria);
    }
}
