package io.hv;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a pool is to be: a folder of the host's that holds volumes, a file each. Immutable; each method that sets something
 * returns a new value, and is given what is good by itself.
 */
public final class PoolSpec {

    private final String name;
    private final Optional<UUID> uuid;
    private final HostPath folder;

    private PoolSpec(String name, Optional<UUID> uuid, HostPath folder) {
        Optional<SpecFault> fault = DomainName.check(name);
        if (fault.isPresent()) {
            throw new InvalidSpecException("pool '" + name + "'", List.of(fault.get()));
        }
        this.name = name;
        this.uuid = uuid;
        this.folder = Objects.requireNonNull(folder);
    }

    /**
     * A folder.
     *
     * @param name unique among the pools of a host, under the rules of a domain's name
     * @param folder where it is; a host that starts the pool makes it where it is missing
     * @throws InvalidSpecException if the name is none
     */
    public static PoolSpec folder(String name, HostPath folder) {
        return new PoolSpec(name, Optional.empty(), folder);
    }

    /**
     * Under another name.
     *
     * @throws InvalidSpecException if it is none
     */
    public PoolSpec name(String newName) {
        return new PoolSpec(newName, uuid, folder);
    }

    /** With a UUID of the caller's choice. */
    public PoolSpec uuid(UUID newUuid) {
        return new PoolSpec(name, Optional.of(newUuid), folder);
    }

    /** The host chooses a UUID: for a copy of a pool that is defined. */
    public PoolSpec anyUuid() {
        return new PoolSpec(name, Optional.empty(), folder);
    }

    /** At another place. */
    public PoolSpec folder(HostPath newFolder) {
        return new PoolSpec(name, uuid, newFolder);
    }

    /** The name, unique among the pools of a host. */
    public String name() {
        return name;
    }

    /** The UUID, where the caller has chosen one. */
    public Optional<UUID> uuid() {
        return uuid;
    }

    /** Where it is. */
    public HostPath folder() {
        return folder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoolSpec that
                && name.equals(that.name)
                && uuid.equals(that.uuid)
                && folder.equals(that.folder);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, uuid, folder);
    }

    @Override
    public String toString() {
        return "'" + name + "' in " + folder;
    }
}
