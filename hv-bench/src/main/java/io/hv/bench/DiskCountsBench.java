package io.hv.bench;

import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a request to a disk costs below a stock Linux, counted by the kernel below the monitor: hv, and QEMU's
 * {@code microvm} with {@code -accel kvm}, with the same kernel, initramfs, command line and disks, one vCPU, one queue,
 * the host's page cache, in turns. Counts do not depend on how fast the machine is, so that they can be compared where
 * processors are emulated; times are reported.
 */
final class DiskCountsBench {

    private static final int ROUNDS = 3;

    /** Counts are for so many requests: whole numbers, that one turn's stray timer does not change. */
    private static final int PER = 100;

    private final Host host;
    private final Setting setting;
    private final DiskGuest guest;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Criterion> criteria = new ArrayList<>();

    /** One run: what was counted, and what the guest says, job by job. */
    private record Run(List<DiskCounts> counts, List<DiskWork> work) {

        double of(int job, ToLongFunction<DiskCounts> count) {
            return (double) PER
                    * count.applyAsLong(counts.get(job))
                    / work.get(job).requests();
        }

        List<Object> json() {
            List<Object> jobs = new ArrayList<>();
            for (int i = 0; i < work.size(); i++) {
                Map<String, Object> job = new LinkedHashMap<>(work.get(i).json());
                job.putAll(counts.get(i).json());
                jobs.add(job);
            }
            return jobs;
        }
    }

    private DiskCountsBench(Host host, Setting setting) {
        this.host = host;
        this.setting = setting;
        this.guest = new DiskGuest(setting);
    }

    static Section measure(Setting setting) {
        try (Host host = Host.open("kvm:///")) {
            DiskCountsBench bench = new DiskCountsBench(host, setting);
            bench.json.put("commandLine", DiskGuest.COMMAND_LINE);
            for (VirtioTransport transport : VirtioTransport.values()) {
                bench.transport(transport);
            }
            return new Section(
                    "what " + PER + " requests to a stock Linux's disk cost, beside QEMU",
                    bench.lines,
                    bench.json,
                    bench.criteria);
        }
    }

    private void transport(VirtioTransport transport) {
        List<Run> java = new ArrayList<>();
        List<Run> peer = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            java.add(hv(transport));
            peer.add(qemu(transport));
        }
        for (int job = 0; job < DiskGuest.JOBS.size(); job++) {
            String label = transport + " " + DiskGuest.JOBS.get(job);
            lines.add(String.format(Locale.ROOT, "%-40s %10s %10s", label + ", median of " + ROUNDS, "hv", "QEMU"));
            compare(label, "exits", DiskCounts::allExits, job, java, peer);
            compare(label, "interrupts", DiskCounts::interrupts, job, java, peer);
            compare(label, "system calls", DiskCounts::systemCalls, job, java, peer);
            lines.add(String.format(
                    Locale.ROOT,
                    "    %-36s %10.0f %10.0f",
                    "requests a second, not judged",
                    speed(job, java),
                    speed(job, peer)));
        }
        json.put(
                transport.toString(),
                Map.of(
                        "hv",
                        java.stream().map(Run::json).toList(),
                        "qemu",
                        peer.stream().map(Run::json).toList()));
    }

    private static double speed(int job, List<Run> runs) {
        return Statistics.median(
                runs.stream().mapToDouble(run -> run.work.get(job).perSecond()).toArray());
    }

    private void compare(
            String label, String what, ToLongFunction<DiskCounts> count, int job, List<Run> java, List<Run> peer) {
        double hv = median(job, count, java);
        double qemu = median(job, count, peer);
        lines.add(String.format(Locale.ROOT, "    %-36s %10.0f %10.0f", what, hv, qemu));
        criteria.add(new Criterion(label + ": " + what + " of " + PER, hv, qemu, ""));
    }

    private static double median(int job, ToLongFunction<DiskCounts> count, List<Run> runs) {
        return Math.round(Statistics.median(
                runs.stream().mapToDouble(run -> run.of(job, count)).toArray()));
    }

    private Run hv(VirtioTransport transport) {
        DomainSpec spec = DomainSpec.named("disk-counts")
                .memory(ByteSize.mib(DiskGuest.MEMORY_MIB))
                .boot(LinuxBoot.kernel(Content.file(HostPath.of(guest.kernel)))
                        .initrd(Content.file(HostPath.of(guest.initrd)))
                        .append(DiskGuest.COMMAND_LINE))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(guest.root))).readOnly())
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(guest.disk))))
                .with(KvmOptions.defaults().virtioTransport(transport))
                .build();
        return run(TracedRun.hv(host, spec, DiskCounts::of));
    }

    private static Run run(TracedRun<List<DiskCounts>> traced) {
        Run run = new Run(traced.counts(), DiskWork.of(traced.said(), DiskGuest.JOBS.size()));
        if (run.counts.size() != run.work.size()) {
            throw new IllegalStateException(run.counts.size() + " pairs of marks for these jobs: " + traced.said());
        }
        return run;
    }

    /** QEMU with its defaults: the disk's requests go to its pool of threads. */
    private Run qemu(VirtioTransport transport) {
        boolean pci = transport == VirtioTransport.PCI;
        String device = pci ? "virtio-blk-pci" : "virtio-blk-device";
        String machine = "-M microvm,auto-kernel-cmdline=off" + (pci ? ",pcie=on" : "") + " -m " + DiskGuest.MEMORY_MIB
                + " -global virtio-mmio.force-legacy=false" + drive("root", guest.root, ",readonly=on", device)
                + drive("disk", guest.disk, "", device);
        List<String> boot = List.of(
                "-kernel",
                guest.kernel.toString(),
                "-initrd",
                guest.initrd.toString(),
                "-append",
                DiskGuest.COMMAND_LINE);
        Path serial = setting.folder().resolve("qemu-serial");
        return run(TracedRun.qemu(setting.options().qemu, machine, boot, serial, DiskCounts::of));
    }

    private static String drive(String id, Path file, String more, String device) {
        return " -drive if=none,id=" + id + ",file=" + file + ",format=raw,cache=writeback,aio=threads" + more
                + " -device " + device + ",drive=" + id + ",num-queues=1";
    }
}
