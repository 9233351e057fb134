package io.hv.kvm.backend;

import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.NicModel;
import io.hv.NicSpec;
import io.hv.SpecFault;
import io.hv.kvm.FolderShare;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.board.VirtioRack;
import io.hv.kvm.boot.acpi.AcpiTables;
import io.hv.kvm.ioctl.Capability;
import io.hv.kvm.ioctl.CpuidEntry;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.net.passt.Passt;
import io.hv.kvm.vcpu.GuestCpuid;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this host cannot give, known before anything is built. */
final class SpecLimits {

    private final int maxVcpus;
    private final int physicalBits;
    private final List<CpuidEntry> supportedCpuid;

    SpecLimits(Kvm kvm) {
        maxVcpus = maxVcpus(kvm);
        supportedCpuid = kvm.supportedCpuid();
        physicalBits = GuestCpuid.physicalBits(supportedCpuid);
    }

    private static int maxVcpus(Kvm kvm) {
        int most = Math.min(kvm.maxVcpus(), AcpiTables.MAX_VCPUS);
        int ids = kvm.check(Capability.MAX_VCPU_ID);
        int byKvm = ids > 0 ? Math.min(most, ids) : most;
        boolean longIds = kvm.check(Capability.X2APIC_API) > 0;
        return longIds ? byKvm : Math.min(byKvm, KvmVm.SHORT_APIC_IDS);
    }

    List<SpecFault> check(DomainSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        if (spec.vcpus() > maxVcpus) {
            faults.add(SpecFault.of(
                    "vcpus", Integer.toString(spec.vcpus()), "a machine gets at most " + maxVcpus, "ask for fewer"));
        }
        spec.cpu().ifPresent(cpu -> faults.addAll(CpuChoice.check(cpu, supportedCpuid)));
        try {
            MemoryMap.of(spec.memory().bytes(), physicalBits);
        } catch (IllegalArgumentException e) {
            faults.add(
                    SpecFault.of("memory", spec.memory().toString(), String.valueOf(e.getMessage()), "ask for less"));
        }
        spec.boot()
                .ifPresentOrElse(
                        boot -> boot.contents().forEach((part, content) -> checkFile(part, content, faults)),
                        () -> faults.add(SpecFault.of(
                                "boot",
                                "nothing",
                                "this backend has no firmware yet that would look for something to boot",
                                "say what to boot, for example LinuxBoot.kernel(...)")));
        checkNics(spec.nics(), faults);
        checkForwards(spec, faults);
        faults.addAll(KvmConsoles.faults(spec));
        checkRoom(spec, faults);
        checkShares(spec, faults);
        faults.addAll(KvmScheduling.faults(spec));
        return faults;
    }

    private static void checkNics(List<NicSpec> nics, List<SpecFault> faults) {
        for (int i = 0; i < nics.size(); i++) {
            NicSpec nic = nics.get(i);
            String path = "nics[" + i + "]";
            if (!nic.model().equals(NicModel.VIRTIO)) {
                faults.add(SpecFault.of(
                        path + ".model", nic.model().id(), "this backend has no such card", "use NicModel.VIRTIO"));
            }
            if (nic.network().isEmpty() && Passt.find().isEmpty()) {
                faults.add(SpecFault.of(
                        path,
                        nic.toString(),
                        "there is no passt on the PATH, which is the way out of user mode",
                        "install passt (Debian's package passt), or use NicSpec.on a network"));
            }
        }
    }

    private static void checkForwards(DomainSpec spec, List<SpecFault> faults) {
        List<PortForward> forwards =
                spec.options(KvmOptions.class).map(KvmOptions::forwards).orElse(List.of());
        boolean hasWay = spec.nics().stream().anyMatch(nic -> nic.network().isEmpty());
        if (!forwards.isEmpty() && !hasWay) {
            faults.add(SpecFault.of(
                    "options.forwards",
                    forwards.toString(),
                    "there is no card in user mode, by which ports are forwarded",
                    "add NicSpec.userMode(), or leave them out"));
        }
    }

    private static void checkRoom(DomainSpec spec, List<SpecFault> faults) {
        KvmOptions options = KvmOptions.of(spec);
        int room = VirtioRack.room(options.virtioTransport() == VirtioTransport.PCI);
        int wanted = spec.disks().size()
                + spec.nics().size()
                + options.devices().size()
                + options.shares().size()
                + (options.entropy() ? 1 : 0)
                + (options.balloon() ? 1 : 0)
                + (options.watchdog().isPresent() ? 1 : 0)
                + (KvmConsoles.isWanted(spec) ? 1 : 0)
                + (options.vsock().isPresent() ? 1 : 0);
        if (options.watchdog().isPresent() && options.virtioTransport() != VirtioTransport.PCI) {
            faults.add(SpecFault.of(
                    "options.watchdog",
                    "a watchdog with VirtioTransport.MMIO",
                    "it is on PCI, which there is none of",
                    "leave it out, or ask for VirtioTransport.PCI"));
        }
        if (wanted > room) {
            faults.add(SpecFault.of(
                    "disks",
                    wanted + " devices",
                    "there is room for " + room,
                    "ask for fewer, or for VirtioTransport.PCI"));
        }
    }

    private static void checkShares(DomainSpec spec, List<SpecFault> faults) {
        List<FolderShare> shares =
                spec.options(KvmOptions.class).map(KvmOptions::shares).orElse(List.of());
        for (int i = 0; i < shares.size(); i++) {
            HostPath folder = shares.get(i).folder();
            String where = "options.shares[" + i + "].folder";
            try {
                if (!Files.isDirectory(Path.of(folder.path()))) {
                    faults.add(
                            SpecFault.of(where, folder.path(), "there is no such folder", "make it, or name another"));
                }
            } catch (InvalidPathException e) {
                faults.add(SpecFault.of(where, folder.path(), "it is no path here: " + e.getReason(), "mend it"));
            }
        }
    }

    private static void checkFile(String part, Content content, List<SpecFault> faults) {
        content.file().ifPresent(file -> {
            try {
                Path path = Path.of(file.path());
                if (!Files.isRegularFile(path)) {
                    faults.add(SpecFault.of("boot." + part, file.path(), "there is no such file", "name one that is"));
                } else if (!Files.isReadable(path)) {
                    faults.add(SpecFault.of(
                            "boot." + part, file.path(), "this process may not read it", "make it readable"));
                }
            } catch (InvalidPathException e) {
                faults.add(
                        SpecFault.of("boot." + part, file.path(), "it is no path here: " + e.getReason(), "mend it"));
            }
        });
    }
}
