package io.hv.bench;

import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.testkit.guest.Initramfs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What the boot of a stock kernel costs, counted by the kernel below: hv, and QEMU's {@code microvm} with
 * {@code -accel kvm}, with the same kernel, initramfs and command line, one vCPU, in turns. Counts do not depend on how fast
 * the machine is, so that they can be compared where processors are emulated; times are reported.
 */
final class BootBench {

    private static final int MEMORY_MIB = 256;
    private static final int ROUNDS = 5;

    /** No probing for what neither machine has; what Linux says is not what is measured. */
    private static final String COMMAND_LINE = "console=ttyS0 quiet reboot=k panic=1 8250.nr_uarts=1 i8042.noaux "
            + "i8042.nomux i8042.nopnp i8042.dumbkbd cryptomgr.notests tsc=reliable no_timer_check mitigations=off";

    /** Writes the marker and switches off. */
    private static final String INIT = """
            #!/bin/sh
            /bin/busybox mount -t devtmpfs dev /dev
            printf '\\034' >/dev/ttyS0
            /bin/busybox poweroff -f
            """;

    private final Host host;
    private final Path kernel;
    private final Path initrd;
    private final Setting setting;

    private BootBench(Host host, Setting setting) {
        this.host = host;
        this.kernel = Path.of(System.getProperty("hv.test.kernel", ""));
        this.setting = setting;
        this.initrd = setting.file(
                "initrd",
                Initramfs.builder()
                        .busybox(Path.of("/bin/busybox"))
                        .directory("/dev")
                        .init(INIT)
                        .build()
                        .bytes());
    }

    static Section measure(Setting setting) {
        List<BootCounts> java = new ArrayList<>();
        List<BootCounts> peer = new ArrayList<>();
        try (Host host = Host.open("kvm:///")) {
            BootBench bench = new BootBench(host, setting);
            for (int round = 0; round < ROUNDS; round++) {
                java.add(bench.hv());
                peer.add(bench.qemu());
            }
        }
        List<String> lines = new ArrayList<>();
        List<Criterion> criteria = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-28s %12s %12s", "median of " + ROUNDS, "hv", "QEMU"));
        compare("exits to user space", BootCounts::allExits, java, peer, lines, criteria);
        compare("interrupts", BootCounts::interrupts, java, peer, lines, criteria);
        compare("system calls", BootCounts::systemCalls, java, peer, lines, criteria);
        lines.add(String.format(
                Locale.ROOT,
                "%-28s %12.2f %12.2f",
                "seconds, not judged",
                Statistics.median(java.stream().mapToDouble(BootCounts::seconds).toArray()),
                Statistics.median(peer.stream().mapToDouble(BootCounts::seconds).toArray())));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("commandLine", COMMAND_LINE);
        json.put("hv", java.stream().map(BootCounts::json).toList());
        json.put("qemu", peer.stream().map(BootCounts::json).toList());
        return new Section("a stock kernel's boot, beside QEMU", lines, json, criteria);
    }

    private static void compare(
            String what,
            ToLongFunction<BootCounts> count,
            List<BootCounts> java,
            List<BootCounts> peer,
            List<String> lines,
            List<Criterion> criteria) {
        double hv =
                Statistics.median(java.stream().mapToDouble(count::applyAsLong).toArray());
        double qemu =
                Statistics.median(peer.stream().mapToDouble(count::applyAsLong).toArray());
        lines.add(String.format(Locale.ROOT, "%-28s %12.0f %12.0f", what, hv, qemu));
        criteria.add(new Criterion("boot: " + what + ", QEMU's at most", hv, qemu, ""));
    }

    private BootCounts hv() {
        DomainSpec spec = DomainSpec.named("boot")
                .memory(ByteSize.mib(MEMORY_MIB))
                .boot(LinuxBoot.kernel(Content.file(HostPath.of(kernel)))
                        .initrd(Content.file(HostPath.of(initrd)))
                        .append(COMMAND_LINE))
                .build();
        return TracedRun.hv(host, spec, BootCounts::of).counts();
    }

    private BootCounts qemu() {
        return TracedRun.qemu(
                        setting.options().qemu,
                        "-M microvm,auto-kernel-cmdline=off -m " + MEMORY_MIB,
                        List.of("-kernel", kernel.toString(), "-initrd", initrd.toString(), "-append", COMMAND_LINE),
                        setting.folder().resolve("qemu-serial"),
                        BootCounts::of)
                .counts();
    }
}
