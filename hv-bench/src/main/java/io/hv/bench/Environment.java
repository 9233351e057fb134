package io.hv.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** On what was measured. */
final class Environment {

    private static final List<String> MODULES = List.of("kvm_intel", "kvm_amd", "kvm_pvm");

    private Environment() {}

    static Map<String, Object> describe() throws IOException {
        RuntimeMXBean jvm = ManagementFactory.getRuntimeMXBean();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("processor", processor());
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("load", Files.readString(Path.of("/proc/loadavg")).strip());
        facts.put("kernel", System.getProperty("os.version").replaceFirst("-.*", ""));
        facts.put("kvm", kvm());
        facts.put("jvm", jvm.getVmName() + " " + Runtime.version());
        facts.put("jvmOptions", jvm.getInputArguments());
        facts.put(
                "collectors",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList());
        facts.put("heapMiB", Runtime.getRuntime().maxMemory() >> 20);
        return facts;
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*?: *", ""))
                .findFirst()
                .orElse("unknown");
    }

    private static String kvm() {
        if (!Files.exists(Path.of("/dev/kvm"))) {
            return "none";
        }
        return MODULES.stream()
                .filter(module -> Files.exists(Path.of("/sys/module", module)))
                .findFirst()
                .orElse("unknown");
    }
}
