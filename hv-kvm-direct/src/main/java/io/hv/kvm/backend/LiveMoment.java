package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.backend.CloneFacts;
import io.hv.backend.Release;
import io.hv.backend.SavedDomain;
import io.hv.backend.Work;
import io.hv.kvm.backend.saved.SavedInput;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.machine.ClockPolicy;
import io.hv.kvm.machine.MachineImage;
import io.hv.kvm.memory.FrozenView;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.SnapshotWriter;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A moment of a machine that lives. */
final class LiveMoment implements Moment {

    private final MachineImage machine;
    private final FrozenDisks disks;
    private final SavedInput input;
    private final DomainSpec spec;

    /** Takes the machine's image and the disks over. */
    LiveMoment(MachineImage machine, FrozenDisks disks, SavedInput input, DomainSpec spec) {
        this.machine = machine;
        this.disks = disks;
        this.input = input;
        this.spec = spec;
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
        disks.requireSavable();
        try (SnapshotWriter out = SnapshotWriter.begin(file, fraction -> {
                    progress.check();
                    progress.done(fraction);
                });
                FrozenView view = machine.memory().view()) {
            List<FileRun> ram = out.ram(view);
            out.finish(SavedState.of(
                    about, machine.state(), input, machine.memory().regions(), ram, disks.write(out)));
        } catch (NativeException e) {
            throw HostErrors.failure("the save of '" + about.spec().name() + "'", e);
        } catch (IOException e) {
            throw new HostFailureException(
                    "the save of '" + about.spec().name() + "' cannot be written to " + file + ": " + e,
                    "see that the folder is there, may be written, and has room",
                    "write " + file,
                    0,
                    e);
        }
    }

    @Override
    public void close() {
        Release release = new Release();
        release.step(machine::close);
        release.step(disks::close);
        release.end();
    }
}
