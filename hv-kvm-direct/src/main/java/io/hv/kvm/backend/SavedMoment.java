package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.backend.CloneFacts;
import io.hv.backend.Release;
import io.hv.backend.SavedDomain;
import io.hv.backend.Work;
import io.hv.kvm.backend.saved.SavedInput;
import io.hv.kvm.machine.ClockPolicy;
import io.hv.kvm.machine.MachineImage;
import java.nio.file.Path;

/** A moment of a machine that is in a file. */
final class SavedMoment implements Moment {

    private final Path file;
    private final MachineImage machine;
    private final SavedDisks disks;
    private final SavedInput input;
    private final CloneFacts facts;
    private final ClockPolicy clocks;
    private final BaseFile base;

    /** Takes the image, the disks and the base over. */
    SavedMoment(Path file, MachineImage machine, SavedDisks disks, SavedInput input, DomainSpec spec, BaseFile base) {
        this.file = file;
        this.machine = machine;
        this.disks = disks;
        this.input = input;
        this.facts = CloneNotes.of(spec, 0, machine.memory().pagesToCopy());
        this.base = base;
        this.clocks = switch (spec.clock()) {
            case CONTINUE -> ClockPolicy.CONTINUE;
            case CATCH_UP -> ClockPolicy.CATCH_UP;
        };
    }

    @Override
    public CloneFacts facts() {
        return facts;
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
    public BaseFile base() {
        return base;
    }

    @Override
    public ClockPolicy clocks() {
        return clocks;
    }

    /** For example since its disks are damaged in the file, or its processors do not fit into this host's. */
    @Override
    public RuntimeException refused(IllegalArgumentException why) {
        return HostErrors.notRestorable(file, why);
    }

    @Override
    public KvmDisks disks(DomainSpec spec, boolean clone) {
        return Moment.opened(spec, () -> clone ? KvmDisks.clones(spec, disks.frozen(spec)) : disks.again(spec));
    }

    @Override
    public void write(Path file, SavedDomain about, Work.Progress progress) {
        throw new IllegalStateException("it is a file already");
    }

    @Override
    public void close() {
        Release release = new Release();
        release.step(machine::close);
        release.step(disks::close);
        release.step(base::close);
        release.end();
    }
}
