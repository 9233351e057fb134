package io.hv;

import java.util.Objects;

/**
 * How a machine is to be written into a file. Immutable; each method that sets something returns a new value.
 *
 * @see Domain#save(SaveSpec)
 */
public final class SaveSpec {

    private final HostPath file;
    private final boolean difference;

    private SaveSpec(HostPath file, boolean difference) {
        this.file = file;
        this.difference = difference;
    }

    /** All of it, into this file, in the place of another of its name. */
    public static SaveSpec to(HostPath file) {
        return new SaveSpec(Objects.requireNonNull(file), false);
    }

    /**
     * Of its RAM only the pages that are not as in its <em>base</em>: the file of which it was restored or is a clone, or is a
     * fork of such a machine, however far. If that file is a difference itself, the base is that file's base: a difference
     * needs one other file, and never two.
     *
     * <p>The base must stay as it is for as long as the difference is to serve: at its path, or, where files were moved to
     * another folder together, beside the difference under its old name. It may be written to no more, and not be saved anew;
     * who restores a difference whose base is gone or another is told so.
     *
     * <p>A machine that was booted has no base, and one whose base was removed or changed since has none any more: that is
     * an {@link InvalidStateException}, and so is a file that is the base. Save such a machine whole, restore it, and save the
     * difference from there.
     */
    public SaveSpec difference() {
        return new SaveSpec(file, true);
    }

    /** The file. */
    public HostPath file() {
        return file;
    }

    /** Whether only what differs from the base is written. */
    public boolean isDifference() {
        return difference;
    }

    /** What a host must have for it: {@link Feature#SAVE} or {@link Feature#SAVE_DIFFERENCE}. */
    public Feature feature() {
        return difference ? Feature.SAVE_DIFFERENCE : Feature.SAVE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SaveSpec that && file.equals(that.file) && difference == that.difference;
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, difference);
    }

    @Override
    public String toString() {
        return (difference ? "the difference to " : "all to ") + file;
    }
}
