package io.hv;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What copy is to be made of a domain that is defined and off: its definition, with an identity of its own, and its disks.
 * Immutable; each method that sets something returns a new value.
 *
 * @see Domain#copyAs(CopySpec)
 * @see CloneSpec for machines that go on from the moment at which another is
 */
public final class CopySpec {

    private final String name;
    private final boolean linked;
    private final Optional<HostPath> folder;
    private final SortedSet<String> shared;

    private CopySpec(String name, boolean linked, Optional<HostPath> folder, SortedSet<String> shared) {
        this.name = name;
        this.linked = linked;
        this.folder = folder;
        this.shared = shared;
    }

    /**
     * A copy that has all of its disks' contents itself.
     *
     * @throws InvalidSpecException if no domain can have that name
     */
    public static CopySpec full(String name) {
        return new CopySpec(checked(name), false, Optional.empty(), new TreeSet<>());
    }

    /**
     * A copy whose disks are overlays (qcow2) over the original's images, made at once whatever their size. From then on
     * these images must not change: the original is a template, and starting it spoils its copies.
     *
     * @throws InvalidSpecException if no domain can have that name
     */
    public static CopySpec linked(String name) {
        return new CopySpec(checked(name), true, Optional.empty(), new TreeSet<>());
    }

    private static String checked(String name) {
        DomainName.check(name).ifPresent(fault -> {
            throw new InvalidSpecException("the copy", List.of(fault));
        });
        return name;
    }

    /** With its files in that folder of the host's; where nothing is said, each is beside the original's. */
    public CopySpec folder(HostPath path) {
        return new CopySpec(name, linked, Optional.of(path), shared);
    }

    /**
     * With a disk in common with the original, as read-only and shareable ones are anyway.
     *
     * @param target for example {@code vdb}
     */
    public CopySpec sharing(String target) {
        SortedSet<String> more = new TreeSet<>(shared);
        more.add(target);
        return new CopySpec(name, linked, folder, more);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Whether its disks are overlays. */
    public boolean isLinked() {
        return linked;
    }

    /** Where its files are to be. */
    public Optional<HostPath> folder() {
        return folder;
    }

    /** The targets of disks that it has in common with the original. */
    public SortedSet<String> shared() {
        return new TreeSet<>(shared);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CopySpec that
                && name.equals(that.name)
                && linked == that.linked
                && folder.equals(that.folder)
                && shared.equals(that.shared);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, linked, folder, shared);
    }

    @Override
    public String toString() {
        return (linked ? "linked" : "full") + " copy '" + name + "'"
                + folder.map(path -> " in " + path).orElse("")
                + (shared.isEmpty() ? "" : ", sharing " + shared);
    }
}
