package io.hv.libvirt;

import io.hv.InvalidSpecException;
import io.hv.SnapshotSpec;
import io.hv.SpecFault;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What checkpoint is to be created of a domain, see {@link LibvirtBlocks#createCheckpoint}. Immutable; each method that sets
 * something returns a new value.
 */
public final class CheckpointSpec {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");

    /** Names and descriptions are of a snapshot's form. */
    private final SnapshotSpec words;

    private final List<String> disks;

    private CheckpointSpec(SnapshotSpec words, List<String> disks) {
        this.words = words;
        this.disks = disks;
    }

    private interface Words {
        SnapshotSpec get();
    }

    private static SnapshotSpec checked(String subject, Words words) {
        try {
            return words.get();
        } catch (InvalidSpecException e) {
            throw new InvalidSpecException(subject, e.faults(), e);
        }
    }

    /**
     * One of that name, of every disk that the guest can write, without a description.
     *
     * @param name letters of ASCII, digits, {@code _ - .}, not first a dot; at most 255 of them
     * @throws InvalidSpecException if it is not of that form
     */
    public static CheckpointSpec named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSpecException(
                    "the checkpoint",
                    List.of(SpecFault.of(
                            "name",
                            name.length() + " characters",
                            "libvirt names a checkpoint by letters of ASCII, digits, '_', '-' and '.', not first",
                            "leave the others out")));
        }
        return new CheckpointSpec(checked("the checkpoint", () -> SnapshotSpec.named(name)), List.of());
    }

    /**
     * With words for people.
     *
     * @param text without control characters but tabs and line feeds
     * @throws InvalidSpecException if there are others
     */
    public CheckpointSpec description(String text) {
        return new CheckpointSpec(checked(toString(), () -> words.description(text)), disks);
    }

    /**
     * Of those disks only.
     *
     * @param targets for example {@code vda}; none for all that the guest can write
     */
    public CheckpointSpec disks(String... targets) {
        return new CheckpointSpec(words, List.of(targets));
    }

    /** Its name. */
    public String name() {
        return words.name();
    }

    /** Words for people; perhaps none. */
    public String description() {
        return words.description();
    }

    /** The targets of the disks; none for all that the guest can write. */
    public List<String> disks() {
        return disks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckpointSpec that && words.equals(that.words) && disks.equals(that.disks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(words, disks);
    }

    @Override
    public String toString() {
        return "checkpoint '" + name() + "'" + (disks.isEmpty() ? "" : " of " + disks);
    }
}
