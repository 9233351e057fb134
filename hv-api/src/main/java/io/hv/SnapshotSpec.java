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

    /**
     * With words for people.
     *
     * @param words without control characters but tabs and line feeds
     * @throws InvalidSpecException if there are others
     */
    public SnapshotSpec description(String words) {
        words.chars()
                .filter(c -> Character.isISOControl(c) && c != '\t' && c != '\n')
                .findFirst()
                .ifPresent(c -> {
                    throw new InvalidSpecException(
                            toString(),
                            List.of(SpecFault.of(
                                    "description",
                                    words.length() + " characters",
                                    String.format("it holds the character U+%04X", c),
                                    "leave that out")));
                });
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
