package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.backend.SavedDomain;
import io.hv.backend.SavedMachine;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.ioctl.Capability;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.VcpuState;
import io.hv.kvm.machine.MachineImage;
import io.hv.kvm.memory.FrozenMemory;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.StateFormatException;
import io.hv.kvm.storage.FileIdentity;
import io.hv.kvm.vcpu.CpuidPolicy;
import io.hv.kvm.vcpu.GuestCpuid;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens what {@link LiveMoment#write} has written, and decides whether it can go on here. Safe for any thread. */
final class SavedFiles {

    private final Kvm kvm;

    /** Files whose RAM was read and is what was written: a template serves often, and to read it all takes long. */
    private final Set<FileIdentity> sound = ConcurrentHashMap.newKeySet();

    SavedFiles(Kvm kvm) {
        this.kvm = kvm;
    }

    SavedMachine open(Path file) {
        if (!Files.exists(file)) {
            throw new NotFoundException("there is no file " + file, "name what a machine was saved to");
        }
        try {
            return opened(file);
        } catch (IllegalArgumentException e) {
            throw HostErrors.notRestorable(file, e);
        } catch (NativeException e) {
            throw HostErrors.failure("the reading of " + file, e);
        }
    }

    private SavedMachine opened(Path file) {
        try (SnapshotReader reader = SnapshotReader.open(file)) {
            return opened(file, reader, reader.again());
        }
    }

    /** Opened twice: the one for the RAM, which machines keep, the other for what overlays were. */
    private SavedMachine opened(Path file, SnapshotReader reader, SnapshotReader forDisks) {
        try {
            FileIdentity identity = FileIdentity.of(file, reader.status());
            SavedState state = reader.state(SavedState.class);
            SavedDomain about = state.about();
            requireFit(file, about.spec(), state.machine().vcpus());
            if (!sound.contains(identity)) {
                reader.verifyRam(state.ram());
                sound.add(identity);
            }
            long start = reader.ramStart();
            long size =
                    state.regions().stream().mapToLong(region -> region.size()).sum();
            if (size != reader.ramSize() || size != about.spec().memory().bytes()) {
                throw new StateFormatException("its RAM has another size than its machine");
            }
            FrozenMemory memory = FrozenMemory.of(state.regions(), reader.file(), start);
            return new SavedMachine(
                    about,
                    new SavedMoment(
                            file,
                            new MachineImage(memory, state.machine()),
                            new SavedDisks(forDisks, state.disks()),
                            state.input(),
                            about.spec()));
        } catch (RuntimeException | Error e) {
            forDisks.close();
            throw e;
        }
    }

    /** The guest has seen a processor, and would not survive another. */
    private void requireFit(Path file, DomainSpec spec, List<VcpuState> vcpus) {
        if (vcpus.size() != spec.vcpus()) {
            throw new StateFormatException("it has " + vcpus.size() + " vCPUs, and its spec " + spec.vcpus());
        }
        KvmOptions options = spec.options(KvmOptions.class).orElseGet(KvmOptions::defaults);
        CpuidPolicy policy = new CpuidPolicy(
                spec.vcpus(), kvm.check(Capability.TSC_DEADLINE_TIMER) > 0, CpuChoice.hidden(spec, options));
        List<String> missing = CpuFit.missing(vcpus.get(0).cpuid(), GuestCpuid.of(kvm.supportedCpuid(), policy, 0));
        if (!missing.isEmpty()) {
            throw new InvalidStateException(
                    file + " cannot be restored here: its guest knows a processor with " + String.join(", ", missing)
                            + ", which this host does not have",
                    "restore it where it was saved, or save machines of a smaller CpuSpec");
        }
    }
}
