package io.hv.xml.virsh;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.ClockPolicy;
import io.hv.Content;
import io.hv.CpuSpec;
import io.hv.DiskSpec;
import io.hv.DisplayModel;
import io.hv.DomainSpec;
import io.hv.ElfBoot;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.NicSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where each leaf of a spec is in its document: an XPath, and the text that it finds. Shares no code with the model. */
final class Leaves {

    private static final String OWN = "/domain/metadata/*[local-name()='definition'"
            + " and namespace-uri()='urn:io.hv:definition:1']/*[local-name()='";

    private final Map<String, String> all = new LinkedHashMap<>();

    private Leaves() {}

    static Map<String, String> of(DomainSpec spec) {
        Leaves leaves = new Leaves();
        leaves.add("/domain/name", spec.name());
        spec.uuid().ifPresent(uuid -> leaves.add("/domain/uuid", uuid.toString()));
        leaves.add("/domain/memory[@unit='KiB']", Long.toString(spec.memory().bytes() / 1024));
        leaves.add("/domain/vcpu", Integer.toString(spec.vcpus()));
        spec.cpu().ifPresent(leaves::cpu);
        spec.boot().ifPresent(leaves::boot);
        leaves.add(OWN + "clock']/@restored", spec.clock() == ClockPolicy.CONTINUE ? "" : "catch-up");
        leaves.add("count(/domain/devices/disk)", Integer.toString(spec.disks().size()));
        spec.disks().forEach(leaves::disk);
        leaves.add(
                "count(/domain/devices/interface)", Integer.toString(spec.nics().size()));
        for (int i = 0; i < spec.nics().size(); i++) {
            leaves.nic("/domain/devices/interface[" + (i + 1) + "]", spec.nics().get(i));
        }
        leaves.add("count(/domain/devices/video)", spec.display().isPresent() ? "1" : "0");
        leaves.add(
                "/domain/devices/video/model/@type",
                spec.display().map(DisplayModel::id).orElse(""));
        leaves.add(
                "count(/domain/devices/channel[@type='unix']/target[@type='virtio'][@name='org.qemu.guest_agent.0'])",
                spec.hasAgent() ? "1" : "0");
        return leaves.all;
    }

    private void add(String path, String value) {
        all.put(path, value);
    }

    private void cpu(CpuSpec cpu) {
        add("/domain/cpu/@mode", cpu.model().isPresent() ? "custom" : "host-passthrough");
        add("/domain/cpu/model", cpu.model().orElse(""));
        add("count(/domain/cpu/feature)", Integer.toString(cpu.without().size()));
        cpu.without().forEach(each -> add("/domain/cpu/feature[@name='" + each + "']/@policy", "disable"));
    }

    // ---- boots

    private void boot(Boot boot) {
        boolean files =
                boot.contents().values().stream().allMatch(each -> each.file().isPresent());
        if (boot instanceof LinuxBoot linux && files) {
            add("/domain/os/kernel", linux.kernel().toString());
            add("/domain/os/initrd", linux.initrd().map(Content::toString).orElse(""));
            add("/domain/os/cmdline", linux.commandLine());
            return;
        }
        String own = OWN + "boot']";
        add("/domain/os/kernel", "");
        if (boot instanceof LinuxBoot linux) {
            add(own + "/@kind", "linux");
            add(own + "/@cmdline", linux.commandLine());
            content(part(own, "kernel"), linux.kernel());
            linux.initrd().ifPresent(initrd -> content(part(own, "initrd"), initrd));
        } else if (boot instanceof ElfBoot elf) {
            add(own + "/@kind", "elf");
            content(part(own, "image"), elf.image());
        } else if (boot instanceof BinaryBoot binary) {
            add(own + "/@kind", "binary");
            add(own + "/@mode", binary.mode().name().toLowerCase(Locale.ROOT));
            add(own + "/@load", "0x" + Long.toHexString(binary.loadAddress()));
            add(own + "/@entry", "0x" + Long.toHexString(binary.entry()));
            content(part(own, "image"), binary.image());
        } else if (boot instanceof MultibootBoot multiboot) {
            add(own + "/@kind", "multiboot");
            add(own + "/@cmdline", multiboot.commandLine());
            content(part(own, "kernel"), multiboot.kernel());
            for (int i = 0; i < multiboot.modules().size(); i++) {
                String module = own + "/*[local-name()='module'][" + (i + 1) + "]";
                add(module + "/@cmdline", multiboot.modules().get(i).commandLine());
                content(module, multiboot.modules().get(i).content());
            }
        }
    }

    private static String part(String boot, String name) {
        return boot + "/*[local-name()='part' and @name='" + name + "']";
    }

    private void content(String path, Content content) {
        content.file().ifPresent(file -> add(path + "/@file", file.path()));
        content.bytes()
                .ifPresent(bytes ->
                        add("normalize-space(" + path + ")", Base64.getEncoder().encodeToString(bytes)));
    }

    // ---- disks

    private void disk(DiskSpec disk) {
        String path = "/domain/devices/disk[target/@dev='" + disk.target().orElseThrow() + "']";
        add(path + "/@type", "file");
        add(path + "/@device", "disk");
        add(path + "/source/@file", disk.source().file().orElseThrow().path());
        add(path + "/driver/@type", disk.source().format().id());
        add(path + "/target/@bus", disk.bus().id());
        add("boolean(" + path + "/readonly)", Boolean.toString(disk.isReadOnly()));
        add("boolean(" + path + "/transient)", Boolean.toString(disk.isThrowaway()));
        add(path + "/serial", disk.serial().orElse(""));
        add(path + "/driver/@discard", disk.discard() == DiskSpec.Discard.UNMAP ? "unmap" : "");
        add(
                path + "/driver/@queues",
                disk.queues().isPresent() ? Integer.toString(disk.queues().getAsInt()) : "");
        add(
                path + "/iotune/total_bytes_sec",
                disk.limits()
                        .bytesPerSecond()
                        .map(most -> Long.toString(most.bytes()))
                        .orElse(""));
        add(
                path + "/iotune/total_iops_sec",
                disk.limits().operationsPerSecond().stream()
                        .mapToObj(Long::toString)
                        .findFirst()
                        .orElse(""));
    }

    private void nic(String path, NicSpec nic) {
        add(path + "/@type", nic.network().isPresent() ? "network" : "user");
        add(path + "/source/@network", nic.network().orElse(""));
        add(path + "/mac/@address", nic.mac().orElseThrow().toString());
        add(path + "/model/@type", nic.model().id());
        add(path + "/link/@state", nic.isLinkUp() ? "" : "down");
    }
}
