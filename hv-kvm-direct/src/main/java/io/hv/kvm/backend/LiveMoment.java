package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.backend.CloneFacts;
import io.hv.backend.Release;
import io.hv.backend.SavedDomain;
import io.hv.backend.Work;
import io.hv.kvm.backend.saved.SavedBase;
import io.hv.kvm.backend.saved.SavedDifference;
import io.hv.kvm.backend.saved.SavedInput;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.machine.ClockPolicy;
import io.hv.kvm.machine.MachineImage;
import io.hv.kvm.memory.FrozenDifference;
import io.hv.kvm.memory.FrozenView;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.SnapshotWriter;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A moment of a machine that lives. */
final class LiveMoment implements Moment {

    private final MachineImage machine;
    private final FrozenDisks disks;
    private final SavedInput input;
    private final DomainSpec spec;
    private final @Nullable BaseFile base;

    /** Takes the machine's image, the disks and the base over. */
    LiveMoment(MachineImage machine, FrozenDisks disks, SavedInput input, DomainSpec spec, @Nullable BaseFile base) {
        this.machine = machine;
        this.disks = disks;
        this.input = input;
        this.spec = spec;
        this.base = base;
    }

    @Override
    public CloneFacts facts() {
        return CloneNotes.of(
                spec, machine.memory().copiedPages(), machine.memory().pagesToCopy());
    }

    @Override
    public MachineImage machine() {
        return machine;
    }

    @Override
    public SavedInput input() {
        return input;
    }

    @Override
    public @Nullable BaseFile base() {
        return base;
    }

    @Override
    public ClockPolicy clocks() {
        return ClockPolicy.FORK;
    }

    @Override
    public RuntimeException refused(IllegalArgumentException why) {
        return why;
    }

    /** There is no other way to go on from a machine that lives than as another one. */
    @Override
    public KvmDisks disks(DomainSpec spec, boolean clone) {
        return Moment.opened(spec, () -> KvmDisks.clones(spec, disks));
    }

    @Override
    public void write(Path file, SavedDomain about, Work.Progress progress) {
        write(file, about, progress, out -> {
            try (FrozenView view = machine.memory().view()) {
                out.finish(state(about, out.ram(view), out));
            }
        });
    }

    @Override
    public void writeDifference(Path file, SavedDomain about, Work.Progress progress) {
        BaseFile from = base;
        if (from == null) {
            throw BaseFile.none(about.spec().name());
        }
        // Known before anything is written, and looked at again after it: that takes a while.
        SavedBase unused = from.forDifferenceIn(file);
        write(file, about, progress, out -> {
            try (FrozenDifference difference = machine.memory().since(from.memory())) {
                SavedState state = state(about, out.difference(difference), out);
                out.finish(new SavedDifference(from.forDifferenceIn(file), state));
            }
        });
    }

    /** What is written into a file, from its beginning to its end. */
    @FunctionalInterface
    private interface Content {
        void to(SnapshotWriter out) throws IOException;
    }

    private void write(Path file, SavedDomain about, Work.Progress progress, Content content) {
        disks.requireSavable();
        try (SnapshotWriter out = SnapshotWriter.begin(file, fraction -> {
            progress.check();
            progress.done(fraction);
        })) {
            content.to(out);
        } catch (NativeException e) {
            throw HostErrors.failure("the save of '" + about.spec().name() + "'", e);
        } catch (IOException e) {
            throw HostErrors.unwritable("the save of '" + about.spec().name() + "'", file, e);
        }
    }

    private SavedState state(SavedDomain about, List<FileRun> ram, SnapshotWriter out) throws IOException {
        return SavedState.of(about, machine.state(), input, machine.memory().regions(), ram, disks.write(out));
    }

    @Override
    public void close() {
        Release release = new Release();
        release.step(machine::close);
        release.step(disks::close);
        BaseFile from = base;
        if (from != null) {
            release.step(from::close);
        }
        release.end();
    }
}
