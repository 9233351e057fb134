package io.hv.kvm.backend.saved;

import io.hv.backend.SavedDomain;
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
 * @param disks in the order of the spec
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
        List<SavedOverlay> disks) {

    /** Copies the lists. */
    public SavedState {
        lineage = List.copyOf(lineage);
        regions = List.copyOf(regions);
        ram = List.copyOf(ram);
        disks = List.copyOf(disks);
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
                disks);
    }

    /**
     * Whose state it is.
     *
     * @throws StateFormatException if it cannot be anybody's
     */
    public SavedDomain about() {
        try {
            return new SavedDomain(
                    spec.spec(),
                    running,
                    Instant.parse(time),
                    lineage.stream().map(SavedOrigin::origin).toList());
        } catch (DateTimeException e) {
            throw new StateFormatException("it was saved at no time: " + time, e);
        }
    }
}
