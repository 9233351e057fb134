package io.hv.kvm.backend.saved;

import io.hv.DomainSpec;
import io.hv.backend.SavedDomain;
import io.hv.kvm.bus.Later;
import io.hv.kvm.machine.MachineState;
import io.hv.kvm.memory.Region;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.StateFormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * The state in a snapshot file: all of a machine, and what says how to read the rest of the file.
 *
 * @param spec what the machine is
 * @param running whether it ran
 * @param time when it was saved, as ISO 8601 writes it
 * @param lineage what it was a clone of
 * @param machine processors and devices
 * @param input what was typed and not read
 * @param regions of RAM
 * @param ram what is not zeros in it; in a {@link SavedDifference}, what differs
 * @param disks what is written to them, by their targets
 * @param defined what the machine was defined as, where that was another spec; one at most
 */
public record SavedState(
        SavedSpec spec,
        boolean running,
        String time,
        List<SavedOrigin> lineage,
        MachineState machine,
        SavedInput input,
        List<Region> regions,
        List<FileRun> ram,
        List<SavedOverlay> disks,
        @Later List<SavedSpec> defined) {

    /** Copies the lists. */
    public SavedState {
        lineage = List.copyOf(lineage);
        regions = List.copyOf(regions);
        ram = List.copyOf(ram);
        disks = List.copyOf(disks);
        defined = List.copyOf(defined);
    }

    /** Of a domain. */
    public static SavedState of(
            SavedDomain about,
            MachineState machine,
            SavedInput input,
            List<Region> regions,
            List<FileRun> ram,
            List<SavedOverlay> disks) {
        return new SavedState(
                SavedSpec.of(about.spec()),
                about.running(),
                about.time().toString(),
                about.lineage().stream().map(SavedOrigin::of).toList(),
                machine,
                input,
                regions,
                ram,
                disks,
                about.defined().equals(about.spec()) ? List.of() : List.of(SavedSpec.of(about.defined())));
    }

    /**
     * Whose state it is.
     *
     * @throws StateFormatException if it cannot be anybody's
     */
    public SavedDomain about() {
        try {
            DomainSpec was = spec.spec();
            return new SavedDomain(
                    was,
                    running,
                    Instant.parse(time),
                    lineage.stream().map(SavedOrigin::origin).toList(),
                    defined.isEmpty() ? was : defined.get(0).spec());
        } catch (DateTimeException e) {
            throw new StateFormatException("it was saved at no time: " + time, e);
        }
    }
}
