package io.hv;

import java.util.List;
import java.util.Objects;

/**
 * What snapshot is to be taken of a domain. Immutable; each method that sets something returns a new value.
 *
 * @see Domain#snapshot(SnapshotSpec)
 */
public final class SnapshotSpec {

    private final String name;
    private final String description;

    private SnapshotSpec(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /**
     * One of that name, without a description.
     *
     * @param name of the form of a domain's
     * @throws InvalidSpecException if it is not
     */
    public static SnapshotSpec named(String name) {
        DomainName.check(name).ifPresent(fault -> {
            throw new InvalidSpecException("the snapshot", List.of(fault));
        });
        return new SnapshotSpec(name, "");
    }

    /** With words for people. */
    public SnapshotSpec description(String words) {
        return new SnapshotSpec(name, words);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Words for people; perhaps none. */
    public String description() {
        return description;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SnapshotSpec that && name.equals(that.name) && description.equals(that.description);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, description);
    }

    @Override
    public String toString() {
        return "snapshot '" + name + "'";
    }
}
