package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.backend.SavedDomain;
import io.hv.backend.SavedMachine;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.backend.saved.SavedBase;
import io.hv.kvm.backend.saved.SavedDifference;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.ioctl.Capability;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.VcpuState;
import io.hv.kvm.machine.MachineImage;
import io.hv.kvm.memory.DirtyBitmap;
import io.hv.kvm.memory.FrozenMemory;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.StateFormatException;
import io.hv.kvm.storage.FileIdentity;
import io.hv.kvm.vcpu.CpuidPolicy;
import io.hv.kvm.vcpu.GuestCpuid;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what {@link LiveMoment} has written, and decides whether it can go on here. Safe for any thread. */
final class SavedFiles {

    private final Kvm kvm;
    private final SoundFiles sound = new SoundFiles();
    private final BaseFiles bases = new BaseFiles(sound);

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
            if (reader.isDifference()) {
                SavedDifference difference = reader.state(SavedDifference.class);
                return opened(file, reader, forDisks, difference.state(), difference.base());
            }
            return opened(file, reader, forDisks, reader.state(SavedState.class), null);
        } catch (RuntimeException | Error e) {
            forDisks.close();
            throw e;
        }
    }

    private SavedMachine opened(
            Path file, SnapshotReader reader, SnapshotReader forDisks, SavedState state, @Nullable SavedBase needed) {
        SavedDomain about = state.about();
        requireFit(file, about.spec(), state.machine().vcpus());
        FileIdentity identity = FileIdentity.of(BaseFile.real(file), reader.status());
        sound.require(identity, reader, state);
        BaseFile base = needed == null
                ? new BaseFile(identity, FrozenMemory.of(state.regions(), reader.file(), reader.ramStart()))
                : bases.of(file, needed);
        try {
            FrozenMemory memory = needed == null ? base.memory().share() : onTop(base, reader, state);
            return new SavedMachine(
                    about,
                    new SavedMoment(
                            file,
                            new MachineImage(memory, state.machine()),
                            new SavedDisks(forDisks, state.disks()),
                            state.input(),
                            about.spec(),
                            base));
        } catch (RuntimeException | Error e) {
            base.close();
            throw e;
        }
    }

    private static FrozenMemory onTop(BaseFile base, SnapshotReader reader, SavedState state) {
        if (!base.memory().regions().equals(state.regions())) {
            throw new StateFormatException("its RAM is not laid out as that of the file that it needs");
        }
        BitSet pages = new BitSet();
        for (FileRun run : state.ram()) {
            pages.set(page(run.offset()), page(run.offset() + run.length()));
        }
        return FrozenMemory.of(base.memory(), reader.file(), reader.ramStart(), pages);
    }

    private static int page(long offset) {
        return Math.toIntExact(offset / DirtyBitmap.PAGE_SIZE);
    }

    /** The guest has seen a processor, and would not survive another. */
    private void requireFit(Path file, DomainSpec spec, List<VcpuState> vcpus) {
        if (vcpus.size() != spec.vcpus()) {
            throw new StateFormatException("it has " + vcpus.size() + " vCPUs, and its spec " + spec.vcpus());
        }
        KvmOptions options = KvmOptions.of(spec);
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
