package io.hv.kvm.backend;

import io.hv.InvalidStateException;
import io.hv.SpecFault;
import io.hv.backend.CloneFacts;
import io.hv.backend.Release;
import io.hv.kvm.backend.saved.SavedInput;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.machine.MachineImage;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes moments of the machine of one run: of processors and memory, disks, and what was typed. In the domain's transitions, which
 * come one after the other.
 */
final class RunMoments {

    private final String name;
    private final KvmHotPlug plugs;
    private final KvmDisks disks;
    private final KvmConsoles consoles;
    private final @Nullable BaseFile base;

    /**
     * Of a run.
     *
     * @param base what the machine comes from, which stays the caller's; null if it comes from no file
     */
    RunMoments(String name, KvmHotPlug plugs, KvmDisks disks, KvmConsoles consoles, @Nullable BaseFile base) {
        this.name = name;
        this.plugs = plugs;
        this.disks = disks;
        this.consoles = consoles;
        this.base = base;
    }

    /** What is to be told of clones that were made now. */
    CloneFacts facts(VirtualMachine machine) {
        return CloneNotes.of(plugs.spec(), 0, machine.memory().ownPages());
    }

    /** Refuses a difference that cannot be written to a file. */
    void requireBase(Path file) {
        BaseFile from = base;
        if (from == null) {
            throw BaseFile.none(name);
        }
        Object unused = from.forDifferenceIn(file);
    }

    /** All that it is now, while no vCPU runs. */
    Moment image(VirtualMachine machine) {
        // Of options, which stay as they are; such a machine is not even looked at.
        requireNoObstacles();
        // Before its devices: a reset that the guest has asked for comes with it, and some may leave by that.
        MachineImage frozen = frozenMachine(machine);
        try {
            return moment(frozen);
        } catch (RuntimeException | Error e) {
            Release release = new Release();
            release.step(frozen::close);
            release.endBeneath(e);
            throw e;
        }
    }

    private void requireNoObstacles() {
        List<SpecFault> obstacles = CloneNotes.obstacles(plugs.spec());
        if (!obstacles.isEmpty()) {
            SpecFault first = obstacles.get(0);
            throw new InvalidStateException(
                    "'" + name + "' has " + first.value() + ", and " + first.why(), first.remedy());
        }
    }

    /** What is beside the machine's image, which it takes over. */
    private LiveMoment moment(MachineImage image) {
        FrozenDisks frozen = frozenDisks();
        try {
            // The base last: nothing fails after it.
            SavedInput input = consoles.pendingInput();
            return new LiveMoment(image, frozen, input, plugs.spec(), BaseFile.shareOf(base));
        } catch (RuntimeException | Error e) {
            Release release = new Release();
            release.step(frozen::close);
            release.endBeneath(e);
            throw e;
        }
    }

    private FrozenDisks frozenDisks() {
        try {
            return disks.freeze();
        } catch (NativeException e) {
            throw HostErrors.failure("the freezing of the disks of '" + name + "'", e);
        } catch (IOException e) {
            throw HostErrors.noOverlay("the freezing of the disks of '" + name + "'", e);
        }
    }

    private MachineImage frozenMachine(VirtualMachine machine) {
        try {
            return machine.freeze();
        } catch (NativeException e) {
            throw HostErrors.failure("the freezing of '" + name + "'", e);
        } catch (StillBusyException e) {
            throw HostErrors.failure("the freezing of '" + name + "'", e);
        } catch (BootException e) {
            throw HostErrors.boot("the reset of '" + name + "'", name, e);
        } catch (IllegalStateException e) {
            throw new InvalidStateException("'" + name + "' has ended: " + e.getMessage(), "start it again", e);
        }
    }
}
