package io.hv;

import java.util.Objects;
import java.util.Optional;

/**
 * What operating system a guest says that it has. Each part may be missing: what a system does not tell its agent does not
 * tell. Immutable; each method that sets something returns a new value.
 */
public final class GuestOs {

    private static final GuestOs UNKNOWN = new GuestOs("", "", "", "", "", "");

    private final String id;
    private final String prettyName;
    private final String versionId;
    private final String kernelRelease;
    private final String kernelVersion;
    private final String machine;

    private GuestOs(
            String id,
            String prettyName,
            String versionId,
            String kernelRelease,
            String kernelVersion,
            String machine) {
        this.id = id;
        this.prettyName = prettyName;
        this.versionId = versionId;
        this.kernelRelease = kernelRelease;
        this.kernelVersion = kernelVersion;
        this.machine = machine;
    }

    /** One of which nothing is known. */
    public static GuestOs unknown() {
        return UNKNOWN;
    }

    /** With this system's id, name and version; empty texts for what is not known. */
    public GuestOs system(String newId, String newPrettyName, String newVersionId) {
        return new GuestOs(newId, newPrettyName, newVersionId, kernelRelease, kernelVersion, machine);
    }

    /** With this kernel and hardware; empty texts for what is not known. */
    public GuestOs kernel(String newRelease, String newVersion, String newMachine) {
        return new GuestOs(id, prettyName, versionId, newRelease, newVersion, newMachine);
    }

    /** The system in a word: {@code debian}, {@code mswindows}. */
    public Optional<String> id() {
        return said(id);
    }

    /** The system for people: {@code Debian GNU/Linux 12 (bookworm)}. */
    public Optional<String> prettyName() {
        return said(prettyName);
    }

    /** The system's version in a word: {@code 12}. */
    public Optional<String> versionId() {
        return said(versionId);
    }

    /** The kernel's release, as {@code uname -r} tells it. */
    public Optional<String> kernelRelease() {
        return said(kernelRelease);
    }

    /** The kernel's version, as {@code uname -v} tells it. */
    public Optional<String> kernelVersion() {
        return said(kernelVersion);
    }

    /** The hardware's name, as {@code uname -m} tells it: {@code x86_64}. */
    public Optional<String> machine() {
        return said(machine);
    }

    private static Optional<String> said(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GuestOs that
                && id.equals(that.id)
                && prettyName.equals(that.prettyName)
                && versionId.equals(that.versionId)
                && kernelRelease.equals(that.kernelRelease)
                && kernelVersion.equals(that.kernelVersion)
                && machine.equals(that.machine);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, prettyName, versionId, kernelRelease, kernelVersion, machine);
    }

    @Override
    public String toString() {
        String system = prettyName().or(this::id).orElse("a system that it does not name");
        return system + ", kernel " + kernelRelease().orElse("unknown") + ", "
                + machine().orElse("unknown hardware");
    }
}
