package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.backend.MachineImage;
import io.hv.kvm.backend.saved.SavedInput;
import io.hv.kvm.machine.ClockPolicy;
import io.hv.kvm.storage.DiskInUseException;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A moment of a machine on {@code kvm:///}: what another one goes on from. Safe for any thread. */
interface Moment extends MachineImage {

    /** Processors, devices, RAM. */
    io.hv.kvm.machine.MachineImage machine();

    /** What was typed and not read. */
    SavedInput input();

    /** The whole file that it comes from in the end, which stays the moment's; null if it comes from none. */
    @Nullable
    BaseFile base();

    /** How the clocks of what goes on from here go on. */
    ClockPolicy clocks();

    /** What to throw when a machine cannot go on from here. */
    RuntimeException refused(IllegalArgumentException why);

    /**
     * The disks of a machine that goes on from here.
     *
     * @param spec what the machine is
     * @param clone whether it is another machine, which writes to no image
     * @throws io.hv.HypervisorException if they are not what they were, or cannot be opened
     * @throws IllegalArgumentException if what is kept of them cannot be, see {@link #refused}
     */
    KvmDisks disks(DomainSpec spec, boolean clone);

    /** A way to open disks. */
    interface Opening {

        KvmDisks open() throws IOException;
    }

    /** Opens disks; what keeps them from being opened is told in the API's words. */
    static KvmDisks opened(DomainSpec spec, Opening opening) {
        try {
            return opening.open();
        } catch (NativeException e) {
            throw HostErrors.failure("the opening of the disks of '" + spec.name() + "'", e);
        } catch (DiskInUseException e) {
            throw HostErrors.inUse("the start of '" + spec.name() + "'", e);
        } catch (IOException e) {
            throw HostErrors.noOverlay("the start of '" + spec.name() + "'", e);
        }
    }
}
